package io.tieout.catalog;

import io.tieout.kernel.EntityCode;
import java.time.ZoneId;
import java.util.Currency;

/** @param currency the functional currency of its books */
public record LegalEntity(EntityCode code, String name, String country, Currency currency, ZoneId zone) {}
