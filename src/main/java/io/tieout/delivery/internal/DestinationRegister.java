package io.tieout.delivery.internal;

import io.tieout.delivery.DeliveryProblem;
import io.tieout.delivery.Destination;
import io.tieout.delivery.PartnerBacklog;
import io.tieout.delivery.PartnerMessage;
import io.tieout.delivery.spi.ErpAdapter;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.Ledger;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks destinations before they are stored, and starts and stops them. */
@Component
public class DestinationRegister {

    private static final LocalDate EVER = LocalDate.of(9999, 12, 31);
    private static final Map<String, Integer> NUMBERS_MAX = Map.of("parallel", 256, "timeoutMs", 30_000);

    private final DestinationRows rows;
    private final Routes routes;
    private final ErpAdapters adapters;
    private final Lanes lanes;
    private final Outbox outbox;
    private final Ledger ledger;
    private final WorkItems workItems;
    private final DeliverySettings settings;
    private final Clock clock;

    DestinationRegister(
            DestinationRows rows,
            Routes routes,
            ErpAdapters adapters,
            Lanes lanes,
            Outbox outbox,
            Ledger ledger,
            WorkItems workItems,
            DeliverySettings settings,
            Clock clock) {
        this.rows = rows;
        this.routes = routes;
        this.adapters = adapters;
        this.lanes = lanes;
        this.outbox = outbox;
        this.ledger = ledger;
        this.workItems = workItems;
        this.settings = settings;
        this.clock = clock;
    }

    public List<Destination> all() {
        return rows.all().stream().map(Route::destination).toList();
    }

    public Optional<Destination> find(String code) {
        return rows.find(code).map(Route::destination);
    }

    /** @return whether anything changed */
    public boolean save(Destination destination, Optional<String> secret) {
        var adapter = checked(destination, secret);
        var old = rows.find(destination.code());
        if (old.isEmpty()) {
            rows.insert(
                    destination,
                    adapter.erp() ? openingBalances(destination) : Map.of(),
                    secret.orElseGet(adapter::newSecret),
                    clock.instant());
            lanes.syncAfterCommit();
            return true;
        }
        var before = old.get();
        var changed = !sameButPause(before.destination(), destination);
        if (changed) {
            rows.update(destination);
        }
        var newSecret = secret.isPresent()
                && rows.replaceSecret(
                        destination.code(), secret.get(), clock.instant().plus(settings.secretOverlap()));
        if (changed || newSecret) {
            lanes.syncAfterCommit();
        }
        return changed || newSecret;
    }

    /** As {@link #save}, for a destination that another module keeps: without address, secret and subscriptions. */
    public void keep(String code, String adapter, EntityCode entity, Map<String, String> wanted) {
        if (adapters.named(adapter).filter(ErpAdapter::managed).isEmpty()) {
            throw new IllegalArgumentException(adapter + " has no destinations that others keep");
        }
        var destination = new Destination(
                code, adapter, entity, URI.create(code), false, List.of(PartnerMessage.TYPE_PREFIX), wanted, false);
        var old = rows.find(code);
        if (old.isEmpty()) {
            rows.insertIfAbsent(destination, clock.instant());
            lanes.syncAfterCommit();
        } else if (!sameButPause(old.get().destination(), destination)) {
            rows.update(destination);
            lanes.syncAfterCommit();
        }
    }

    public List<PartnerBacklog> backlog(String code) {
        return rows.backlog(code);
    }

    private static boolean sameButPause(Destination one, Destination other) {
        return new Destination(
                        one.code(),
                        one.adapter(),
                        one.entity(),
                        one.url(),
                        one.allowInternal(),
                        one.events(),
                        one.settings(),
                        other.paused())
                .equals(other);
    }

    private ErpAdapter checked(Destination destination, Optional<String> secret) {
        var adapter = adapters.named(destination.adapter())
                .orElseThrow(() -> new ProblemException(
                        DeliveryProblem.ADAPTER_UNKNOWN,
                        "%s is none of %s".formatted(destination.adapter(), adapters.names())));
        for (var event : destination.events()) {
            if (!event.equals("*")
                    && EventType.named(event)
                            .filter(type -> type.shortName().equals(event))
                            .isEmpty()) {
                throw new ProblemException(DeliveryProblem.EVENT_UNKNOWN, event + " is no event type");
            }
        }
        var builtIn = !adapter.address(destination).equals(destination.url());
        if (!builtIn) {
            AddressPolicy.flaw(destination.url(), destination.allowInternal()).ifPresent(flaw -> {
                throw new ProblemException(DeliveryProblem.ADDRESS_REFUSED, flaw);
            });
        }
        NUMBERS_MAX.forEach((name, max) -> {
            var value = destination.settings().get(name);
            if (value != null
                    && (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > max || Integer.parseInt(value) < 1)) {
                throw new ProblemException(
                        DeliveryProblem.SETTING_INVALID, "%s must be a number from 1 to %d".formatted(name, max));
            }
        });
        adapter.flaw(destination, secret).ifPresent(flaw -> {
            throw new ProblemException(
                    secret.isPresent() ? DeliveryProblem.SECRET_INVALID : DeliveryProblem.SETTING_INVALID, flaw);
        });
        return adapter;
    }

    /** What the ledger held before the ERP was connected, and so will never be told to it. */
    private Map<String, String> openingBalances(Destination destination) {
        var balances = new HashMap<String, String>();
        for (var account : ledger.trialBalance(destination.entity(), EVER).accounts()) {
            if (account.balance().signum() != 0) {
                balances.put(account.code(), account.balance().toPlainString());
            }
        }
        return balances;
    }

    public void remove(String code) {
        rows.remove(code);
        lanes.syncAfterCommit();
    }

    /** @return whether it changed */
    public boolean setPaused(String code, boolean paused, @Nullable String because) {
        var changed = rows.setPaused(code, paused, because);
        if (changed) {
            lanes.syncAfterCommit();
        }
        if (!paused) {
            workItems.resolve(DeliveryProblem.DESTINATION_GONE, BusinessKey.of("destination:" + code), "resumed");
        }
        return changed;
    }

    public UUID test(Destination destination, Actor by) {
        return outbox.addFor(
                destination.code(),
                new Draft(
                        EventType.DESTINATION_TEST,
                        BusinessKey.of("destination:" + destination.code()),
                        destination.entity(),
                        clock.instant(),
                        new Payload.Test(destination.code(), by.toString()),
                        null,
                        null,
                        null));
    }
}
