package io.tieout.channels.declarative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tieout.channels.AdapterProblem;
import io.tieout.kernel.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExpressionsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IMPATIENCE = Duration.ofMillis(700);

    private final Expressions expressions = new Expressions(PATIENCE);

    private JsonNode evaluate(String expression, String payload) {
        return expressions.evaluate(expression, Definitions.JSON.readTree(payload));
    }

    private ProblemException refused(String expression, String payload) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> evaluate(expression, payload));
        assertThat(refusal).as(expression).isNotNull();
        return refusal;
    }

    @Test
    void whatThePartnerWroteAsADecimalStaysOne() {
        assertThat(evaluate("{\"x\": a, \"y\": b.c}", "{\"a\": 24.95, \"b\": {\"c\": 12345678901234567.89}}")
                        .toString())
                .isEqualTo("{\"x\":24.95,\"y\":12345678901234567.89}");
    }

    @Test
    void moneyIsReckonedExactly() {
        assertThat(evaluate("$plus(\"0.1\", 0.2)", "{}").stringValue()).isEqualTo("0.3");
        assertThat(evaluate("$minus(a, \"0.01\")", "{\"a\": 100}").stringValue())
                .isEqualTo("99.99");
        assertThat(evaluate("$times(price, 3)", "{\"price\": \"13.333\"}").stringValue())
                .isEqualTo("39.999");
        assertThat(evaluate(
                                "$total(lines.total)",
                                "{\"lines\": [{\"total\": \"1.10\"}, {\"total\": 2}, {\"total\": 0.05}]}")
                        .stringValue())
                .isEqualTo("3.15");
        assertThat(evaluate("$total(lines.total)", "{}").stringValue()).isEqualTo("0");
        assertThat(evaluate("$divided(10, 3, 2)", "{}").stringValue()).isEqualTo("3.33");
        assertThat(evaluate("$rounded(\"2.345\", 2)", "{}").stringValue()).isEqualTo("2.35");
        assertThat(evaluate("{\"there\": $plus(missing, 1)}", "{}").toString()).isEqualTo("{}");
        assertThat(refused("$plus(\"twelve\", 1)", "{}").type()).isEqualTo(AdapterProblem.EXPRESSION_FAILED);
        assertThat(refused("$divided(1, 0, 2)", "{}").type()).isEqualTo(AdapterProblem.EXPRESSION_FAILED);
    }

    @Test
    void whatWasReckonedInFloatingPointIsNoResult() {
        var refusal = refused("{\"order\": {\"total\": 0.1 + 0.2}}", "{}");

        assertThat(refusal.type()).isEqualTo(AdapterProblem.RESULT_INVALID);
        assertThat(refusal.places().getFirst().pointer()).isEqualTo("/order/total");
        assertThat(refusal).hasMessageContaining("$plus");
        assertThat(evaluate("{\"quantity\": $sum([1, 2])}", "{}").toString()).isEqualTo("{\"quantity\":3}");
    }

    @Test
    void aNullFieldIsAnAbsentOne() {
        assertThat(evaluate("{\"a\": a, \"b\": $exists(b), \"c\": null}", "{\"a\": null, \"b\": null}")
                        .toString())
                .isEqualTo("{\"b\":false}");
    }

    @Test
    void aSyntaxErrorHasItsLineAndColumn() {
        var refusal = refused("{\n  \"order\": {,}\n}", "{}");

        assertThat(refusal.type()).isEqualTo(AdapterProblem.EXPRESSION_INVALID);
        assertThat(refusal.places().getFirst().line()).isEqualTo(2);
        assertThat(refusal.places().getFirst().column()).isPositive();
        assertThat(catchThrowableOfType(ProblemException.class, () -> expressions.demandReadable("$contains(a, /(/)"))
                        .type())
                .isEqualTo(AdapterProblem.EXPRESSION_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\" + 1", "$sum(\"a\")", "a.b()", "$error(\"no\")", "$unknown(1)", "$lowercase(1)"})
    void aWrongTypeFailsTheEvaluation(String expression) {
        assertThat(refused(expression, "{\"a\": {\"b\": 1}}").type())
                .as(expression)
                .isIn(AdapterProblem.EXPRESSION_FAILED, AdapterProblem.EXPRESSION_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$now()", "$millis()", "$random()", "$shuffle([1, 2])", "$eval(\"1\")"})
    void theSameMessageAlwaysBecomesTheSame(String expression) {
        var refusal = refused(expression, "{}");

        assertThat(refusal.type()).isEqualTo(AdapterProblem.EXPRESSION_FAILED);
        assertThat(refusal).hasMessageContaining("not to be had here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "( $f := function($n) { 1 + $f($n) }; $f(1) )",
                "( $f := function($n) { $f($n + 1) }; $f(1) )",
                "( $f := function($n) { $map([1..9], function($x) { $f($x) }) }; $f(1) )",
                "$map([1..9999999], function($x) { $x * 2 })",
                "[1..9999].([1..9999].($))",
                "$reduce([1..9999999], function($a, $b) { $a & \"x\" }, \"\")",
                "[1..90000].([1..90000].($))",
                "$match(long, /^(a+)+\\1$/)",
                "$contains(long, /^(a+)+\\1$/)",
                "$replace(long, /^(a+)+\\1$/, \"b\")",
                "$split(long, /^(a+)+\\1$/)"
            })
    void whatDoesNotEndIsStopped(String expression) {
        var payload = Definitions.JSON.readTree("{\"long\": \"" + "a".repeat(60) + "!\"}");
        var begun = System.nanoTime();

        var refusal = catchThrowableOfType(
                ProblemException.class, () -> new Expressions(IMPATIENCE).evaluate(expression, payload));

        assertThat(refusal).as(expression).isNotNull();
        assertThat(refusal.type()).as(expression).isEqualTo(AdapterProblem.EXPRESSION_UNBOUNDED);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(IMPATIENCE.multipliedBy(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ~> /x/", "( $r := /x/; $r(a) )", "$filter([a], /x/)", "$map([a], /x/)", "/x/"})
    void aRegularExpressionThatNobodyWatchesIsRefused(String expression) {
        assertThat(refused(expression, "{\"a\": \"x\"}")).as(expression).hasMessageContaining("only as an argument of");
    }

    @Test
    void aRegularExpressionMayStandWhereItIsWatched() {
        assertThat(evaluate("[\"ax\", \"b\"][$contains($, /x/)]", "{}").stringValue())
                .isEqualTo("ax");
        assertThat(evaluate("a ~> $replace(/x/, \"y\")", "{\"a\": \"x\"}").stringValue())
                .isEqualTo("y");
        assertThat(evaluate("$map([\"x\", \"z\"], function($s) { $contains($s, /x/) })", "{}")
                        .toString())
                .isEqualTo("[true,false]");
    }

    @Test
    void whatGrowsWithoutMeasureIsStopped() {
        var big = "{\"big\": \"" + "x".repeat(2_000_000) + "\"}";
        assertThat(refused(doubled("$v%d & $v%d"), "{}").type()).isEqualTo(AdapterProblem.EXPRESSION_UNBOUNDED);
        assertThat(refused(doubled("[$v%d, $v%d]"), "{}").type()).isEqualTo(AdapterProblem.EXPRESSION_UNBOUNDED);
        assertThat(refused(doubled("{\"a\": $v%d, \"b\": $v%d}"), "{}").type())
                .isEqualTo(AdapterProblem.EXPRESSION_UNBOUNDED);
        assertThat(refused("$replace(big, \"x\", big)", big).type()).isEqualTo(AdapterProblem.EXPRESSION_UNBOUNDED);
        assertThat(refused("$join($map([1..90000], function($i) { $$.big }))", big)
                        .type())
                .isEqualTo(AdapterProblem.EXPRESSION_UNBOUNDED);
        assertThat(refused("$pad(\"x\", 1000000000)", "{}").type()).isEqualTo(AdapterProblem.EXPRESSION_FAILED);
    }

    /** Sixty variables, each made of two of the one before. */
    private static String doubled(String step) {
        var expression = new StringBuilder("( $v0 := \"xxxxxxxxxxxxxxxx\"; ");
        IntStream.rangeClosed(1, 60)
                .forEach(number -> expression
                        .append("$v" + number + " := ")
                        .append(step.formatted(number - 1, number - 1))
                        .append("; "));
        return expression.append("$v60 )").toString();
    }

    @Test
    void theGuardCannotBePutToSleep() {
        assertThat(refused("( $__evaluate_entry := null; 1 )", "{}").type())
                .isEqualTo(AdapterProblem.EXPRESSION_INVALID);
        assertThat(refused("function($__evaluate_exit) { 1 }(null)", "{}").type())
                .isEqualTo(AdapterProblem.EXPRESSION_INVALID);
    }

    @Test
    void deepNestingIsAnAnswerNotACrash() {
        assertThat(refused("(".repeat(40_000) + "1" + ")".repeat(40_000), "{}").type())
                .isIn(AdapterProblem.EXPRESSION_UNBOUNDED, AdapterProblem.EXPRESSION_INVALID);
        assertThat(refused("x".repeat(Expressions.LENGTH_MAX + 1), "{}").type())
                .isEqualTo(AdapterProblem.EXPRESSION_INVALID);
    }

    @Test
    void aFunctionIsNoResult() {
        assertThat(refused("{\"order\": function($x) { $x }}", "{}").type()).isEqualTo(AdapterProblem.RESULT_INVALID);
        assertThat(evaluate("nothing", "{}").isNull()).isTrue();
    }

    @Test
    void evaluationsAtTheSameTimeKeepApart() {
        var all = IntStream.range(0, 40)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> evaluate(
                                "( $v := n; $total($map([1..50], function($i) { $v })) )", "{\"n\": " + number + "}")
                        .stringValue()))
                .toList();

        assertThat(all)
                .extracting(CompletableFuture::join)
                .containsExactlyElementsOf(IntStream.range(0, 40)
                        .mapToObj(number -> Integer.toString(50 * number))
                        .toList());
    }

    @Test
    void textFunctionsDoWhatJsonataSays() {
        assertThat(evaluate("$replace(\"a-b-c\", \"-\", \"+\")", "{}").stringValue())
                .isEqualTo("a+b+c");
        assertThat(evaluate("$replace(\"a.b.c\", \".\", \"+\", 1)", "{}").stringValue())
                .isEqualTo("a+b.c");
        assertThat(evaluate("$replace(\"265USD\", /([0-9]+)USD/, \"$$$1\")", "{}")
                        .stringValue())
                .isEqualTo("$265");
        assertThat(evaluate("$replace(\"abc\", /b/, function($m) { $uppercase($m.match) })", "{}")
                        .stringValue())
                .isEqualTo("aBc");
        assertThat(evaluate("$split(\"a,b,c\", \",\", 2)", "{}").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(evaluate("$split(\"a1b2c\", /[0-9]/)", "{}").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(evaluate("$match(\"ababbabbcc\", /a(b+)/)[1].groups[0]", "{}")
                        .stringValue())
                .isEqualTo("bb");
        assertThat(evaluate("$join([\"a\", \"b\"], \", \")", "{}").stringValue())
                .isEqualTo("a, b");
        assertThat(evaluate("$join(\"a\", \", \")", "{}").stringValue()).isEqualTo("a");
        assertThat(evaluate("$contains(\"abracadabra\", /ar.*a/)", "{}").booleanValue())
                .isFalse();
        assertThat(evaluate("$contains(\"abracadabra\", \"bra\")", "{}").booleanValue())
                .isTrue();
        assertThat(evaluate("$pad(\"7\", -3, \"0\")", "{}").stringValue()).isEqualTo("007");
    }
}
