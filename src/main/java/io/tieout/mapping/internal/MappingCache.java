package io.tieout.mapping.internal;

import io.tieout.mapping.MappingKind;
import io.tieout.platform.CacheRevision;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mapping tables in memory, one per kind and partner; a load that was under way at a change ends in a generation nobody reads. */
@Component
public class MappingCache {

    /** Partners are codes of connections; more tables than this come from made-up ones. */
    private static final int TABLES_MAX = 5_000;

    private final MappingRows rows;
    private final CacheRevision revision;
    private volatile ConcurrentMap<Key, MappingTable> tables = new ConcurrentHashMap<>();

    MappingCache(MappingRows rows, JdbcClient jdbc) {
        this.rows = rows;
        this.revision = new CacheRevision(jdbc, "mapping.revision", () -> tables = new ConcurrentHashMap<>());
    }

    private record Key(MappingKind kind, String partner) {}

    public CacheRevision revision() {
        return revision;
    }

    public MappingTable table(MappingKind kind, String partner) {
        if (revision.raisedHere()) {
            return rows.table(kind, partner);
        }
        var from = tables;
        var key = new Key(kind, partner);
        var table = from.get(key);
        if (table == null) {
            table = rows.table(kind, partner);
            if (from.size() >= TABLES_MAX) {
                from.clear();
            }
            from.put(key, table);
        }
        return table;
    }
}
