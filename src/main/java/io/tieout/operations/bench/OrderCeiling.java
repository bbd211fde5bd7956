package io.tieout.operations.bench;

import io.tieout.kernel.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/**
 * What an order cannot do without, by hand: one transaction that stores the message, the order with its lines, the reservation
 * with its lines, the three positions and the message to send, into tables like the hub's own with all their indexes.
 */
final class OrderCeiling {

    private static final int CLIENTS = 8;
    private static final String[] TABLES = {
        "inbox.message",
        "orders.sales_order",
        "orders.order_line",
        "inventory.reservation",
        "inventory.reservation_line",
        "inventory.position",
        "delivery.outbound_message"
    };

    private final Database database;
    private final int products;
    private final AtomicLong done = new AtomicLong();
    private volatile Exception failure = new Exception();

    OrderCeiling(Database database, int products) {
        this.database = database;
        this.products = products;
    }

    /** @return transactions a second */
    double measure(int seconds) throws Exception {
        database.jdbc().sql("create schema bench").update();
        for (var table : TABLES) {
            database.jdbc()
                    .sql("create table bench." + table.substring(table.indexOf('.') + 1) + " (like " + table
                            + " including all)")
                    .update();
        }
        database.jdbc()
                .sql("insert into bench.position (sku, location, on_hand, reserved, changed_at)"
                        + " select sku, location, on_hand, reserved, changed_at from inventory.position")
                .update();
        database.settle();
        var nothing = failure;
        var began = System.nanoTime();
        var end = began + seconds * 1_000_000_000L;
        var threads = new Thread[CLIENTS];
        for (var index = 0; index < CLIENTS; index++) {
            var seed = index;
            threads[index] = Thread.ofPlatform().start(() -> client(seed, end));
        }
        for (var thread : threads) {
            thread.join();
        }
        if (failure != nothing) {
            throw failure;
        }
        return done.get() * 1e9 / (System.nanoTime() - began);
    }

    private void client(int seed, long end) {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            try (var order = new Statements(connection)) {
                var random = new Random(seed);
                for (var number = 0L; System.nanoTime() < end; number++) {
                    order.write(seed * 10_000_000L + number, random);
                    connection.commit();
                    done.incrementAndGet();
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException | IOException | RuntimeException broken) {
            failure = broken;
        }
    }

    /** The statements of one client. */
    private final class Statements implements AutoCloseable {

        private final PreparedStatement message;
        private final PreparedStatement order;
        private final PreparedStatement lines;
        private final PreparedStatement reservation;
        private final PreparedStatement reserved;
        private final PreparedStatement position;
        private final PreparedStatement outbound;

        Statements(Connection connection) throws SQLException {
            message = connection.prepareStatement("""
                    insert into bench.message (id, connection, adapter, kind, identity, ordering_key, sha256, size_bytes, content_type,
                        correlation_id, received_at, body, due_at, state, ended_at)
                    values (?, 'shop', 'shopify', 'order', ?, ?, repeat('0', 64), ?, 'application/json', 'bench', now(), ?, now(),
                        'PROCESSED', now())""");
            order = connection.prepareStatement("""
                    insert into bench.sales_order (id, connection, external_id, entity, state, ordered_at, received_at, released_at,
                        currency, total, paid, reservation_id, location, line_count)
                    values (?, 'shop', ?, 'DE01', 'RELEASED', now(), now(), now(), 'EUR', 12.34, true, ?, 'WH1', 3)""");
            lines = connection.prepareStatement("""
                    insert into bench.order_line (order_id, line_no, reference, sku, partner_sku, title, quantity, net, discount, taxes,
                        location)
                    select ?, n, n::text, sku, sku, 'Article', 1, 4.11, 0, '[]', 'WH1'
                    from unnest(?::text[]) with ordinality as l (sku, n)""");
            reservation = connection.prepareStatement("""
                    insert into bench.reservation (id, business_key, state, created_at) values (?, ?, 'ACTIVE', now())""");
            reserved = connection.prepareStatement("""
                    insert into bench.reservation_line (reservation, reference, sku, location, quantity)
                    select ?, n, sku, 'WH1', 1 from unnest(?::text[]) with ordinality as l (sku, n)""");
            position = connection.prepareStatement("""
                    update bench.position set reserved = reserved + 1
                    where sku = any(?) and location = 'WH1' and on_hand - reserved >= 1""");
            outbound = connection.prepareStatement("""
                    insert into bench.outbound_message (id, destination, key, sequence, type, entity, state, ready, body, correlation,
                        reservation, created_at, delivered_at)
                    values (?, 'receiver', ?, 1, 'sales-order.released', 'DE01', 'DELIVERED', true, ?, 'bench', ?, now(), now())""");
        }

        void write(long number, Random random) throws SQLException, IOException {
            var made = ShopOrder.made(number, products, random);
            var key = "order:shop:" + number;
            var id = Ids.next();
            var held = Ids.next();
            // In order, as the hub locks them, so that no two orders wait for each other.
            var skus = random.ints(0, products)
                    .distinct()
                    .limit(ShopOrder.LINES)
                    .sorted()
                    .mapToObj(Shop::sku)
                    .toArray(String[]::new);
            run(message, Ids.next(), String.valueOf(number), key, (long) made.body().length, packed(made.body()));
            run(order, id, String.valueOf(number), held);
            run(lines, id, skus);
            run(reservation, held, key);
            run(reserved, held, skus);
            run(position, (Object) skus);
            run(outbound, Ids.next(), key, new String(made.body(), java.nio.charset.StandardCharsets.UTF_8), held);
        }

        private static void run(PreparedStatement statement, Object... values) throws SQLException {
            for (var index = 0; index < values.length; index++) {
                switch (values[index]) {
                    case String[] texts ->
                        statement.setArray(index + 1, statement.getConnection().createArrayOf("text", texts));
                    case UUID uuid -> statement.setObject(index + 1, uuid);
                    case byte[] bytes -> statement.setBytes(index + 1, bytes);
                    case Long number -> statement.setLong(index + 1, number);
                    default -> statement.setString(index + 1, String.valueOf(values[index]));
                }
            }
            statement.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            for (var statement :
                    new PreparedStatement[] {message, order, lines, reservation, reserved, position, outbound}) {
                statement.close();
            }
        }
    }

    private static byte[] packed(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream(body.length);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }
}
