package io.tieout.catalog;

/** The systems that may own master data. */
public enum MasterSystem {
    ERP,
    PIM,
    SHOP,
    /** People here, by the API or the pages. The configuration file stands above all owners. */
    HUB
}
