package io.tieout.channels.masterdata;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.ChangeOrigin;
import io.tieout.catalog.ChangeOutcome;
import io.tieout.catalog.MasterData;
import io.tieout.catalog.MasterSystem;
import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.Prices;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.PartnerCodes;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes master data row by row. A large file is cut; a row that cannot be taken becomes a message of its own, which fails with
 * its row number, has an owner and can be repaired, while all others are taken.
 */
@Component
class MasterDataMessages implements ChannelAdapter {

    private static final String NAME = "masterdata";

    /** So many rows are taken in one transaction; a larger file is cut. */
    private static final int TOGETHER_MAX = 2_000;

    /** A file with more rows than these that cannot be read is not what it should be. */
    private static final int FLAWS_MAX = 500;

    private static final int SUBJECTS_MAX = 50;

    private final MasterData masterData;
    private final Prices prices;
    private final Catalog catalog;
    private final PartnerCodes codes;
    private final Drift drift;

    MasterDataMessages(MasterData masterData, Prices prices, Catalog catalog, PartnerCodes codes, Drift drift) {
        this.masterData = masterData;
        this.prices = prices;
        this.catalog = catalog;
        this.codes = codes;
        this.drift = drift;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Columns.kinds();
    }

    @Override
    public boolean signs() {
        return false;
    }

    /**
     * The sender's own number of the file, where a header tells it. Files need no order among each other: of each attribute
     * and price the newest counts.
     */
    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return new Identification(headers.get("x-message-id"), headers.get("x-message-version"), null);
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        var look = look(connection, message, raw);
        if (look.rows == 0) {
            return new MessageHandler.Outcome.Ignored("The file has no rows");
        }
        if (look.flawed.size() > FLAWS_MAX) {
            throw new ProblemException(
                    CatalogProblem.ROWS_INVALID_TOO_MANY,
                    "More than " + FLAWS_MAX + " rows cannot be read; the first is row " + look.first.number() + ": "
                            + look.first.flaw());
        }
        if (look.rows == 1 && look.first.flaw() != null) {
            throw invalid(look.first);
        }
        if (!look.flawed.isEmpty() || look.rows > TOGETHER_MAX) {
            return cut(connection, message, raw, look, look.flawed, TOGETHER_MAX);
        }
        return take(connection, message, raw, look);
    }

    /** What the first walk through a file finds; of its rows only the first (or the first flawed one) is kept. */
    private record Look(long rows, Set<Long> flawed, Row first, Instant asOf, Set<String> unknown) {}

    private Look look(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var columns = new Columns(message.kind(), connection);
        var flawed = new TreeSet<Long>();
        var rows = 0L;
        Row first = new Row(0, Map.of(), null);
        try (var file = RowFile.open(raw.open(), columns)) {
            RowReader reader = null;
            for (var next = file.next(); next.isPresent() && flawed.size() <= FLAWS_MAX; next = file.next()) {
                if (reader == null) {
                    reader = reader(connection, columns, asOf(file, message));
                }
                var row = read(message.kind(), reader, next.get());
                first = rows == 0 || flawed.isEmpty() && row.flaw() != null ? row : first;
                rows++;
                if (row.flaw() != null) {
                    flawed.add(row.number());
                }
            }
            return new Look(rows, flawed, first, asOf(file, message), file.unknownColumns());
        }
    }

    private static Instant asOf(RowFile file, InboxMessage message) {
        var said = file.asOf();
        return said == null ? message.receivedAt() : said;
    }

    private RowReader reader(Connection connection, Columns columns, Instant asOf) {
        return new RowReader(
                connection,
                codes,
                columns,
                prices.lists().stream().collect(Collectors.toMap(PriceList::code, list -> list)),
                asOf);
    }

    private static Row read(String kind, RowReader reader, Row row) {
        if (row.flaw() != null) {
            return row;
        }
        try {
            switch (kind) {
                case "products" -> reader.product(row);
                case "prices" -> reader.price(row);
                default -> reader.promotion(row);
            }
            return row;
        } catch (IllegalArgumentException flaw) {
            return row.flawed(String.valueOf(flaw.getMessage()));
        }
    }

    private MessageHandler.Outcome take(Connection connection, InboxMessage message, MessageHandler.Raw raw, Look look)
            throws IOException {
        var columns = new Columns(message.kind(), connection);
        var reader = reader(connection, columns, look.asOf);
        var rows = new ArrayList<Row>();
        try (var file = RowFile.open(raw.open(), columns)) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                rows.add(next.get());
            }
        }
        try {
            return switch (message.kind()) {
                case "products" -> products(connection, message, raw, look, rows, reader);
                case "prices" -> prices(connection, message, raw, look, rows, reader);
                default -> promotions(message, look, rows, reader);
            };
        } catch (ProblemException refused) {
            if (rows.size() == 1) {
                throw new ProblemException(
                        refused.type(), "Row " + rows.getFirst().number() + ": " + refused.getMessage(), refused);
            }
            return cut(connection, message, raw, look, Set.of(), (rows.size() + 1) / 2);
        }
    }

    private MessageHandler.Outcome products(
            Connection connection,
            InboxMessage message,
            MessageHandler.Raw raw,
            Look look,
            List<Row> rows,
            RowReader reader) {
        var origin = new ChangeOrigin(system(connection), connection.code(), message.id(), Actor.system(NAME));
        var outcomes = masterData.change(rows.stream().map(reader::product).toList(), origin);
        var flawed = new HashSet<Long>();
        for (var at = 0; at < outcomes.size(); at++) {
            var flaw = outcomes.get(at).flaw();
            if (flaw != null && rows.size() == 1) {
                throw flaw;
            }
            if (flaw != null) {
                flawed.add(rows.get(at).number());
            }
        }
        if (!flawed.isEmpty()) {
            return cut(connection, message, raw, look, flawed, TOGETHER_MAX);
        }
        var refused = outcomes.stream()
                .flatMap(outcome -> outcome.refused().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var done = done(message, look, outcomes.stream().map(ChangeOutcome::sku).toList());
        return refused.isEmpty() ? done : withRemarks(done, connection, refused);
    }

    private static MessageHandler.Outcome withRemarks(
            MessageHandler.Outcome done, Connection connection, Set<String> refused) {
        var subjects = new HashSet<BusinessKey>();
        var remarks = new ArrayList<MessageHandler.Remark>();
        if (done instanceof MessageHandler.Outcome.Processed processed) {
            subjects.addAll(processed.subjects());
        } else if (done instanceof MessageHandler.Outcome.ProcessedWithRemarks more) {
            subjects.addAll(more.subjects());
            remarks.addAll(more.remarks());
        }
        refused.forEach(attribute -> remarks.add(new MessageHandler.Remark(
                CatalogProblem.NOT_THE_OWNER,
                BusinessKey.of("attribute:" + connection.code() + ":" + attribute),
                Roles.DATA_STEWARD,
                "Connection " + connection.code() + " sends " + attribute + ", which it does not own; it was not taken",
                Map.of("connection", connection.code().value(), "attribute", attribute))));
        return new MessageHandler.Outcome.ProcessedWithRemarks(subjects, remarks);
    }

    private MessageHandler.Outcome prices(
            Connection connection,
            InboxMessage message,
            MessageHandler.Raw raw,
            Look look,
            List<Row> rows,
            RowReader reader) {
        var entries = rows.stream().map(reader::price).toList();
        var known = catalog.products(entries.stream().map(PriceEntry::sku).collect(Collectors.toSet()))
                .keySet();
        var unknown = new HashSet<Long>();
        for (var at = 0; at < entries.size(); at++) {
            if (!known.contains(entries.get(at).sku())) {
                unknown.add(rows.get(at).number());
            }
        }
        if (!unknown.isEmpty() && rows.size() == 1) {
            var sku = entries.getFirst().sku();
            return new MessageHandler.Outcome.Parked(
                    CatalogProblem.PRODUCT_UNKNOWN,
                    Mappings.waitKey(MappingKind.SKU, connection.code().value(), sku.value()),
                    Roles.DATA_STEWARD,
                    "Row " + rows.getFirst().number() + " has a price of " + sku + ", which is no product here yet");
        }
        if (!unknown.isEmpty()) {
            return cut(connection, message, raw, look, unknown, TOGETHER_MAX);
        }
        var byTime = new TreeMap<Instant, List<PriceEntry>>();
        for (var at = 0; at < entries.size(); at++) {
            byTime.computeIfAbsent(reader.changedAt(rows.get(at)), _ -> new ArrayList<>())
                    .add(entries.get(at));
        }
        byTime.forEach((changedAt, some) -> prices.save(some, changedAt, Actor.system(NAME)));
        return done(message, look, entries.stream().map(PriceEntry::sku).toList());
    }

    private MessageHandler.Outcome promotions(InboxMessage message, Look look, List<Row> rows, RowReader reader) {
        for (var row : rows) {
            var dated = reader.promotion(row);
            prices.save(dated.promotion(), dated.changedAt(), Actor.system(NAME));
        }
        return done(message, look, List.of());
    }

    private MessageHandler.Outcome done(InboxMessage message, Look look, List<Sku> skus) {
        var subjects = skus.stream()
                .distinct()
                .limit(SUBJECTS_MAX)
                .map(sku -> BusinessKey.of("product:" + sku))
                .collect(Collectors.toCollection(HashSet::new));
        if (subjects.isEmpty()) {
            subjects.add(BusinessKey.of(message.kind() + ":" + message.connection()));
        }
        return drift.processed(NAME, subjects, look.unknown);
    }

    private static MessageHandler.Outcome cut(
            Connection connection,
            InboxMessage message,
            MessageHandler.Raw raw,
            Look look,
            Set<Long> alone,
            int together) {
        return new MessageHandler.Outcome.Split(taker -> {
            var columns = new Columns(message.kind(), connection);
            var pieces = new Pieces(message, columns, look.asOf, look.unknown, together, taker);
            try (var file = RowFile.open(raw.open(), columns)) {
                for (var next = file.next(); next.isPresent(); next = file.next()) {
                    pieces.add(next.get(), alone.contains(next.get().number()));
                }
            }
            pieces.end();
        });
    }

    private static MasterSystem system(Connection connection) {
        var setting = connection.settings().getOrDefault("system", MasterSystem.ERP.name());
        for (var system : MasterSystem.values()) {
            if (system.name().equals(setting)) {
                return system;
            }
        }
        throw new ProblemException(
                ChannelProblem.SETTING_INVALID,
                "Connection " + connection.code() + " has system " + setting + "; known are ERP, PIM, SHOP and HUB");
    }

    private static ProblemException invalid(Row row) {
        @Nullable String flaw = row.flaw();
        return new ProblemException(
                CatalogProblem.ROW_INVALID,
                "Row " + row.number() + ": " + flaw,
                List.of(ProblemException.Place.at(
                        (int) Math.min(row.number(), Integer.MAX_VALUE), 1, String.valueOf(flaw))));
    }
}
