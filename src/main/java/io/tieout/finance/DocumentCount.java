package io.tieout.finance;

/** How many documents of a kind the ERP has not accepted, by how far they got. */
public record DocumentCount(Document.Kind kind, Document.ErpState erpState, long documents) {}
