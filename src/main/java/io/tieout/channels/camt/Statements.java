package io.tieout.channels.camt;

import io.tieout.channels.Connection;
import io.tieout.channels.moneyfile.MoneyFileProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.BankStatement;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes canonical statements of camt.053 elements. */
final class Statements {

    private static final Set<String> NO_REFERENCE = Set.of("", "NOTPROVIDED", "NONREF", "NOREF");
    private static final Set<String> OPENING = Set.of("OPBD", "PRCD");
    private static final String CLOSING = "CLBD";
    private static final int TEXT_LENGTH_MAX = 2_000;
    private static final int REFERENCE_LENGTH_MAX = 140;

    private Statements() {}

    static BankStatement from(Element statement, Connection connection, MessageId message) {
        var account = account(statement);
        var expected = plain(connection.settings().getOrDefault("iban", ""));
        if (!expected.equals(account)) {
            throw new ProblemException(
                    MoneyFileProblem.STATEMENT_ACCOUNT_DIFFERS,
                    "The statement is of account " + account + ", the connection of "
                            + (expected.isEmpty() ? "none" : expected));
        }
        var lines = lines(statement);
        return new BankStatement(
                connection.code(),
                connection.entity(),
                account,
                externalId(statement),
                from(statement, lines),
                to(statement, lines),
                balance(statement, OPENING),
                balance(statement, Set.of(CLOSING)),
                lines,
                message);
    }

    private static String account(Element statement) {
        var iban = statement.textAt("Acct", "Id", "IBAN");
        var account = plain(iban.isEmpty() ? statement.textAt("Acct", "Id", "Othr", "Id") : iban);
        if (account.isEmpty()) {
            throw unreadable(statement, "no account");
        }
        return account;
    }

    private static String plain(String account) {
        return account.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /** Pages of one statement have balances of their own, so each is one by itself. */
    private static String externalId(Element statement) {
        var id = statement.textAt("Id");
        if (id.isEmpty()) {
            throw unreadable(statement, "no Id");
        }
        var page = statement.textAt("StmtPgntn", "PgNb");
        return page.isEmpty() || page.equals("1") ? id : id + "/" + page;
    }

    private static @Nullable Money balance(Element statement, Set<String> codes) {
        return statement
                .all("Bal")
                .filter(balance -> codes.contains(balance.textAt("Tp", "CdOrPrtry", "Cd")))
                .findFirst()
                .map(Statements::signed)
                .orElse(null);
    }

    private static List<BankStatement.Line> lines(Element statement) {
        var id = externalId(statement);
        var lines = new ArrayList<BankStatement.Line>();
        var uses = new HashMap<String, Integer>();
        var row = 0;
        for (var entry : statement.all("Ntry").toList()) {
            row++;
            if (!booked(entry)) {
                continue;
            }
            for (var part : parts(entry)) {
                var given = part.reference().isEmpty() ? id + "#" + row : part.reference();
                var use = uses.merge(given, 1, Integer::sum);
                lines.add(new BankStatement.Line(
                        row,
                        use == 1 ? given : given + "#" + use,
                        date(entry, "BookgDt"),
                        entry.at("ValDt") == null ? null : date(entry, "ValDt"),
                        part.amount(),
                        part.counterparty(),
                        part.remittance(),
                        part.endToEndId()));
            }
        }
        return lines;
    }

    /** Pending entries are not in the booked balance and may never be. */
    private static boolean booked(Element entry) {
        var code = entry.textAt("Sts", "Cd");
        return (code.isEmpty() ? entry.textAt("Sts") : code).equals("BOOK");
    }

    /** An entry, or one transaction of a batch entry. */
    private record Part(
            String reference,
            Money amount,
            @Nullable String counterparty,
            String remittance,
            @Nullable String endToEndId) {}

    /** A batch is taken apart where its transactions say their amounts and these add up to the entry's. */
    private static List<Part> parts(Element entry) {
        var whole = signed(entry);
        var details =
                entry.all("NtryDtls").flatMap(group -> group.all("TxDtls")).toList();
        if (details.size() > 1) {
            var parts = new ArrayList<Part>();
            for (var detail : details) {
                var amount = detailAmount(detail);
                if (amount != null && amount.currency().equals(whole.currency())) {
                    parts.add(part(entry, detail, whole.isNegative() ? amount.negated() : amount));
                }
            }
            var sum =
                    Money.sum(whole.currency(), parts.stream().map(Part::amount).toList());
            if (parts.size() == details.size() && sum.equals(whole)) {
                return parts;
            }
        }
        return List.of(part(entry, details.size() == 1 ? details.getFirst() : entry, whole));
    }

    private static @Nullable Money detailAmount(Element detail) {
        return Stream.of(
                        detail.at("Amt"), detail.at("AmtDtls", "TxAmt", "Amt"), detail.at("AmtDtls", "InstdAmt", "Amt"))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Statements::money)
                .orElse(null);
    }

    private static Part part(Element entry, Element detail, Money amount) {
        var endToEnd = detail.below("EndToEndId").map(Element::text).findFirst().orElse("");
        return new Part(
                reference(entry, detail),
                amount,
                counterparty(detail, amount),
                remittance(entry, detail),
                NO_REFERENCE.contains(endToEnd.toUpperCase(Locale.ROOT)) ? null : cut(endToEnd, REFERENCE_LENGTH_MAX));
    }

    private static String reference(Element entry, Element detail) {
        return Stream.of(detail.textAt("Refs", "AcctSvcrRef"), entry.textAt("AcctSvcrRef"), entry.textAt("NtryRef"))
                .filter(reference -> !NO_REFERENCE.contains(reference.toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(reference -> cut(reference, REFERENCE_LENGTH_MAX))
                .orElse("");
    }

    /** The other side: who paid where money came in, who was paid where it went out. */
    private static @Nullable String counterparty(Element detail, Money amount) {
        var roles = amount.isNegative() ? List.of("Cdtr", "UltmtCdtr") : List.of("Dbtr", "UltmtDbtr");
        return roles.stream()
                .flatMap(detail::below)
                .map(party -> party.textAt("Nm").isEmpty() ? party.textAt("Pty", "Nm") : party.textAt("Nm"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(name -> cut(name, REFERENCE_LENGTH_MAX))
                .orElse(null);
    }

    private static String remittance(Element entry, Element detail) {
        var said = Stream.of(
                        detail.below("Ustrd").map(Element::text),
                        detail.below("CdtrRefInf").map(reference -> reference.textAt("Ref")),
                        detail.below("AddtlRmtInf").map(Element::text),
                        Stream.of(detail.textAt("AddtlTxInf"), entry.textAt("AddtlNtryInf")))
                .flatMap(texts -> texts)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
        return cut(said, TEXT_LENGTH_MAX);
    }

    private static String cut(String text, int lengthMax) {
        return text.length() > lengthMax ? text.substring(0, lengthMax) : text;
    }

    private static Money signed(Element element) {
        var amount = element.at("Amt");
        if (amount == null) {
            throw unreadable(element, "no amount");
        }
        return switch (element.textAt("CdtDbtInd")) {
            case "CRDT" -> money(amount);
            case "DBIT" -> money(amount).negated();
            default -> throw unreadable(element, "neither credit nor debit");
        };
    }

    private static Money money(Element amount) {
        if (!amount.text().matches("[0-9]{1,18}(\\.[0-9]{1,5})?")) {
            throw unreadable(amount, "no amount");
        }
        try {
            return new Money(new BigDecimal(amount.text()), Currency.getInstance(amount.currency()));
        } catch (IllegalArgumentException unknown) {
            throw unreadable(amount, "the unknown currency " + amount.currency());
        }
    }

    private static LocalDate date(Element parent, String name) {
        var date = parent.textAt(name, "Dt");
        var text = date.isEmpty() ? parent.textAt(name, "DtTm") : date;
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException _) {
            throw unreadable(parent, "no date in " + name);
        }
    }

    private static LocalDate from(Element statement, List<BankStatement.Line> lines) {
        return period(statement, "FrDtTm", lines, Comparator.naturalOrder());
    }

    private static LocalDate to(Element statement, List<BankStatement.Line> lines) {
        return period(statement, "ToDtTm", lines, Comparator.reverseOrder());
    }

    private static LocalDate period(
            Element statement, String end, List<BankStatement.Line> lines, Comparator<LocalDate> order) {
        var stated = statement.textAt("FrToDt", end);
        if (stated.length() >= 10) {
            try {
                return LocalDate.parse(stated.substring(0, 10));
            } catch (DateTimeException _) {
                throw unreadable(statement, "no date in FrToDt");
            }
        }
        return lines.stream()
                .map(BankStatement.Line::bookedOn)
                .min(order)
                .orElseGet(() -> LocalDate.parse(statement.textAt("CreDtTm").substring(0, 10)));
    }

    private static ProblemException unreadable(Element element, String what) {
        return new ProblemException(
                MoneyFileProblem.STATEMENT_UNREADABLE, element.name() + " at line " + element.line() + " has " + what);
    }
}
