package io.tieout.tax.internal;

import io.tieout.tax.TaxRate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of rates. */
@Repository
public class RateRows {

    private final JdbcClient jdbc;

    RateRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<TaxRate> all() {
        return jdbc.sql("select * from tax.rate order by country, region, category, valid_from")
                .query((row, _) -> rate(row))
                .list();
    }

    public List<TaxRate> configured() {
        return jdbc.sql("""
                        select * from tax.rate where source = 'CONFIGURED'
                         order by country, region, category, valid_from""").query((row, _) -> rate(row)).list();
    }

    public void save(TaxRate rate) {
        jdbc.sql("""
                        insert into tax.rate (country, region, category, valid_from, rate, source)
                        values (:country, :region, :category, :validFrom, :rate, 'CONFIGURED')
                        on conflict (country, region, category, valid_from) do update
                           set rate = excluded.rate, source = excluded.source""")
                .param("country", rate.country())
                .param("region", rate.region())
                .param("category", rate.category())
                .param("validFrom", rate.validFrom())
                .param("rate", rate.rate())
                .update();
    }

    public boolean remove(TaxRate rate) {
        return jdbc.sql("""
                        delete from tax.rate
                         where country = :country and region = :region and category = :category
                           and valid_from = :validFrom and source = 'CONFIGURED'""")
                        .param("country", rate.country())
                        .param("region", rate.region())
                        .param("category", rate.category())
                        .param("validFrom", rate.validFrom())
                        .update()
                == 1;
    }

    private static TaxRate rate(ResultSet row) throws SQLException {
        return new TaxRate(
                row.getString("country"),
                row.getString("region"),
                row.getString("category"),
                row.getObject("valid_from", LocalDate.class),
                row.getBigDecimal("rate"));
    }
}
