/** The outer interface as others' scripts rely on it, held against the running application. */
@org.jspecify.annotations.NullMarked
package io.tieout.contract;
