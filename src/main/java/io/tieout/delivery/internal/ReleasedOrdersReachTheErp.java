package io.tieout.delivery.internal;

import io.tieout.delivery.DeliveryProblem;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.IntegrityCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of every released order the ERP has a document, or it is on its way, or a person has it on the table. */
@Component
class ReleasedOrdersReachTheErp implements IntegrityCheck {

    private static final int VIOLATIONS_MAX = 200;

    private final JdbcClient jdbc;
    private final Routes routes;
    private final ErpAdapters adapters;
    private final WorkItems workItems;

    ReleasedOrdersReachTheErp(JdbcClient jdbc, Routes routes, ErpAdapters adapters, WorkItems workItems) {
        this.jdbc = jdbc;
        this.routes = routes;
        this.adapters = adapters;
        this.workItems = workItems;
    }

    @Override
    public String id() {
        return "delivery.released-orders-have-erp-document-or-reason";
    }

    @Override
    public String statement() {
        return "Every released order has its document in the ERP, or is on its way there, or an open item says why not.";
    }

    private record Row(UUID id, String key, String state) {}

    @Override
    public Result check() {
        var erps = routes.all().stream().filter(adapters::erp).map(Route::code).toList();
        if (erps.isEmpty()) {
            return new Result(0, List.of());
        }
        var names = Columns.texts(erps, erp -> erp);
        long checked = jdbc.sql("""
                        select count(*) from delivery.outbound_message
                        where type = 'sales-order.released' and destination = any(:erps)
                        """).param("erps", names).query(Long.class).single();
        var doubtful = jdbc.sql("""
                        select id, key, state from delivery.outbound_message
                        where type = 'sales-order.released' and destination = any(:erps)
                            and (state = 'DEAD' or (state = 'DELIVERED' and document_number is null))
                        order by id limit :max
                        """)
                .param("erps", names)
                .param("max", VIOLATIONS_MAX)
                .query((row, _) ->
                        new Row(row.getObject("id", UUID.class), row.getString("key"), row.getString("state")))
                .list();
        var violations = new ArrayList<Violation>();
        for (var row : doubtful) {
            if (row.state().equals("DELIVERED")) {
                violations.add(new Violation(row.key(), "a document number of the ERP", "delivered without one"));
            } else if (!onTheTable(row)) {
                violations.add(new Violation(row.key(), "an open work item", "delivery " + row.id() + " is dead"));
            }
        }
        return new Result(checked, violations);
    }

    private boolean onTheTable(Row row) {
        return List.of(DeliveryProblem.DEAD, DeliveryProblem.DOCUMENT_REFUSED).stream()
                .map(problem -> new WorkItemFilter(
                        null, null, problem.code(), Turn.subject(row.id()).value()))
                .flatMap(filter -> workItems.list(filter, 10, null).items().stream())
                .anyMatch(item -> item.state() != WorkItem.State.RESOLVED);
    }
}
