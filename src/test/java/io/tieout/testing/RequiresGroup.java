package io.tieout.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need something beyond the JDK: {@code docker}, {@code hledger}, {@code tryton}. They carry the group's tag as well and run
 * with {@code ./tieout test --with GROUP}. Where what they need is absent they are skipped, except in CI when the group was asked for:
 * then they fail.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GroupCondition.class)
public @interface RequiresGroup {
    String value();
}
