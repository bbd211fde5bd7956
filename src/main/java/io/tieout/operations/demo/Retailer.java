package io.tieout.operations.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The sample retailer: what it sells and where. Drawn from a fixed seed, so that every demo shows the same day. */
final class Retailer {

    static final String ENTITY = "DE01";
    static final String WAREHOUSE = "WH1";
    static final String AMAZON = "amazon-de";
    static final String SHOP = "shop";
    static final String TILLS = "tills";
    static final String CARRIER = "warehouse";
    static final String BANK = "bank";
    static final String IBAN = "DE75512108001245126199";
    static final List<String> STORES = List.of("S001", "S002", "S003", "S004");
    static final BigDecimal VAT = new BigDecimal("0.19");

    private static final List<String> GOODS = List.of(
            "Notebook",
            "Fountain pen",
            "Desk lamp",
            "Paper tray",
            "Ink bottle",
            "Letter opener",
            "Card box",
            "Ruler",
            "Sketch pad",
            "Pencil set",
            "Globe",
            "Wall clock");
    private static final List<String> COLOURS = List.of("black", "sand", "moss", "sea", "brick");

    final Random random = new Random(20_261_124);
    final List<Article> articles = IntStream.range(0, GOODS.size() * COLOURS.size())
            .mapToObj(number -> new Article(
                    "NL-%03d".formatted(number + 1),
                    GOODS.get(number / COLOURS.size()) + ", " + COLOURS.get(number % COLOURS.size()),
                    gtin(number),
                    new BigDecimal(400 + random.nextInt(5_600)).movePointLeft(2)))
            .toList();

    /** An article with its net price. */
    record Article(String sku, String title, String gtin, BigDecimal net) {}

    /** A line of any order: amounts for the whole line. */
    record Line(Article article, int quantity) {
        BigDecimal net() {
            return article.net().multiply(BigDecimal.valueOf(quantity));
        }

        BigDecimal tax() {
            return net().multiply(VAT).setScale(2, RoundingMode.HALF_UP);
        }

        BigDecimal gross() {
            return net().add(tax());
        }
    }

    /** One to three lines of different articles. */
    List<Line> basket() {
        return random.ints(0, articles.size())
                .distinct()
                .limit(1 + random.nextInt(3))
                .mapToObj(index -> new Line(articles.get(index), 1 + random.nextInt(3)))
                .toList();
    }

    static BigDecimal gross(List<Line> lines) {
        return lines.stream().map(Line::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal tax(List<Line> lines) {
        return lines.stream().map(Line::tax).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String gtin(int number) {
        var body = "40071%07d".formatted(number + 1);
        var sum = 0;
        for (var place = 0; place < body.length(); place++) {
            sum += (body.charAt(place) - '0') * (place % 2 == 0 ? 1 : 3);
        }
        return body + (10 - sum % 10) % 10;
    }
}
