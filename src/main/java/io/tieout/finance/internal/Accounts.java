package io.tieout.finance.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts that were ever posted to or belong to the built-in chart, with their names. */
@Repository
public class Accounts {

    private final JdbcClient jdbc;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account that a mapping named for the first time gets the name of its key. */
    void ensure(Collection<PostingLine> lines) {
        var missing = new TreeMap<String, String>();
        for (var line : lines) {
            if (!known.contains(line.account())) {
                missing.put(line.account(), line.key());
            }
        }
        missing.forEach((code, key) -> {
            // only what was there before is certain to stay: this transaction may still be rolled back
            if (!save(code, key)) {
                known.add(code);
            }
        });
    }

    /** Idempotent; a code that is there keeps its name. @return whether it is new */
    boolean save(String code, String key) {
        return jdbc.sql("insert into finance.account (code, key, name) values (?, ?, ?) on conflict (code) do nothing")
                        .params(code, key, DefaultChart.name(key))
                        .update()
                > 0;
    }

    public Optional<String> keyOf(String code) {
        return jdbc.sql("select key from finance.account where code = ?")
                .param(code)
                .query(String.class)
                .optional();
    }

    void saveAll(Map<String, String> codeByKey) {
        codeByKey.forEach((key, code) -> save(code, key));
    }
}
