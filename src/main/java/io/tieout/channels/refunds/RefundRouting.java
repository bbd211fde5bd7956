package io.tieout.channels.refunds;

import io.tieout.channels.ChannelCommands;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.ChannelCommand.RefundLine;
import io.tieout.kernel.ConnectionCode;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnFacts;
import io.tieout.returns.events.RefundRequested;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Finds who pays a refund: the channel itself, or the provider's connection whose setting {@code paysFor} names the channel and
 * whose setting {@code methods}, where it has one, names how the order was paid.
 */
@Component
public class RefundRouting {

    private final Connections connections;
    private final ObjectProvider<ChannelCommands> commands;
    private final ReturnFacts facts;

    RefundRouting(Connections connections, ObjectProvider<ChannelCommands> commands, ReturnFacts facts) {
        this.connections = connections;
        this.commands = commands;
        this.facts = facts;
    }

    /** Queues the command in the caller's transaction; what nobody can pay becomes work for a person. */
    public void route(RefundRequested refund) {
        var byProvider = refund.payer() == ReturnDecision.Payer.PAYMENT_PROVIDER;
        var payer = byProvider
                ? provider(refund.channel(), refund.method()).map(Connection::code)
                : Optional.of(refund.channel());
        var told = payer.flatMap(connection -> Optional.ofNullable(commands.getIfAvailable())
                .flatMap(found -> found.tell(connection, command(refund))));
        if (byProvider && told.isEmpty()) {
            facts.refundByHand(
                    refund.returnId(),
                    refund.refund(),
                    payer.map(connection -> "connection " + connection + " takes no refunds")
                            .orElse("no connection pays for " + refund.channel()));
        }
    }

    private Optional<Connection> provider(ConnectionCode channel, @Nullable String method) {
        return connections.list().stream()
                .filter(connection -> names(connection, "paysFor").contains(channel.value()))
                .filter(connection -> {
                    var methods = names(connection, "methods");
                    return methods.isEmpty() || method != null && methods.contains(method.toLowerCase(Locale.ROOT));
                })
                .findFirst();
    }

    private static List<String> names(Connection connection, String setting) {
        return Arrays.stream(connection.settings().getOrDefault(setting, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> setting.equals("methods") ? name.toLowerCase(Locale.ROOT) : name)
                .toList();
    }

    private static PayRefund command(RefundRequested refund) {
        var order = refund.orderExternalId();
        return new PayRefund(
                refund.key().value(),
                refund.refund(),
                order == null ? refund.returnExternalId() : order,
                refund.returnExternalId(),
                refund.amount(),
                refund.paymentReference(),
                refund.reason(),
                refund.lines().stream()
                        .map(line -> new RefundLine(
                                line.lineReference(),
                                line.sku(),
                                line.quantity(),
                                line.net(),
                                io.tieout.kernel.Money.sum(
                                        line.net().currency(),
                                        line.taxes().stream()
                                                .map(io.tieout.orders.PlaceOrder.Tax::amount)
                                                .toList())))
                        .toList());
    }
}
