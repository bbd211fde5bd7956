package io.tieout.access;

import io.tieout.access.internal.ApiClientRows;
import io.tieout.access.internal.ApiKeys;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The programs that call the API, and their keys. Every change is in the audit log and holds within seconds. */
@Service
public class ApiClients {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final ApiClientRows rows;
    private final ApiKeys keys;
    private final Audit audit;
    private final Clock clock;

    ApiClients(ApiClientRows rows, ApiKeys keys, Audit audit, Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param key shown once, kept nowhere */
    public record Issued(ApiClient client, String key) {}

    /** What a client may do. */
    public record Terms(
            Collection<String> scopes,
            @Nullable Integer ratePerMinute,
            @Nullable Instant expiresAt,
            boolean enabled) {

        public static Terms of(Collection<String> scopes) {
            return new Terms(scopes, null, null, true);
        }
    }

    /**
     * Makes a client with its first key.
     *
     * @throws ProblemException {@code client.exists}, {@code scope.unknown}, {@code request.invalid}
     */
    @Transactional
    public Issued create(String code, Terms terms, Actor by) {
        createWithoutKey(code, terms, by);
        return issue(code, by);
    }

    /** Makes a client that has no key yet. */
    @Transactional
    public ApiClient createWithoutKey(String code, Terms terms, Actor by) {
        if (!CODE.matcher(code).matches()) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "A client's code has 1 to 64 of: letters a to z, digits, point, underline, hyphen");
        }
        if (!rows.insert(code, checked(terms), by, clock.instant())) {
            throw new ProblemException(AccessProblem.CLIENT_EXISTS, "There is a client named " + code);
        }
        audit.record(by, "client.created", "client:" + code, facts(terms));
        return get(code);
    }

    @Transactional
    public ApiClient change(String code, Terms terms, Actor by) {
        get(code);
        rows.change(code, checked(terms));
        keys.forget();
        audit.record(by, "client.changed", "client:" + code, facts(terms));
        return get(code);
    }

    /** One more key, beside those that are valid. */
    @Transactional
    public Issued issue(String code, Actor by) {
        var key = keys.generate();
        accept(code, key, by);
        return new Issued(get(code), key);
    }

    /** Takes a key that was made elsewhere, with enough randomness for that to be safe. Nothing where it is the client's already. */
    @Transactional
    public void accept(String code, String key, Actor by) {
        get(code);
        if (rows.insertKey(code, keys.hash(key), keys.hint(key), clock.instant())) {
            audit.record(by, "client.key-issued", "client:" + code, Map.of("hint", keys.hint(key)));
        }
    }

    /** A new key; those before stay valid for {@code overlap}, so that the caller can change over. */
    @Transactional
    public Issued rotate(String code, Duration overlap, Actor by) {
        get(code);
        rows.expireKeys(code, clock.instant().plus(overlap));
        keys.forget();
        audit.record(by, "client.key-rotated", "client:" + code, Map.of("overlap", overlap.toString()));
        return issue(code, by);
    }

    /** Takes all its keys away, at once. */
    @Transactional
    public void revoke(String code, Actor by) {
        get(code);
        rows.revokeKeys(code, clock.instant());
        keys.forget();
        audit.record(by, "client.keys-revoked", "client:" + code, Map.of());
    }

    @Transactional
    public void remove(String code, Actor by) {
        get(code);
        rows.remove(code);
        keys.forget();
        audit.record(by, "client.removed", "client:" + code, Map.of());
    }

    @Transactional(readOnly = true)
    public Optional<ApiClient> find(String code) {
        return rows.find(code);
    }

    /** All of them, by code; a hub has hundreds at most. */
    @Transactional(readOnly = true)
    public List<ApiClient> list() {
        return rows.list();
    }

    private ApiClient get(String code) {
        return rows.find(code)
                .orElseThrow(() -> new ProblemException(AccessProblem.CLIENT_UNKNOWN, "There is no client " + code));
    }

    private static Terms checked(Terms terms) {
        for (var scope : terms.scopes()) {
            if (!Scopes.ALL.contains(scope) && !Scopes.ADMIN.equals(scope)) {
                throw new ProblemException(
                        AccessProblem.SCOPE_UNKNOWN,
                        "There is no scope " + scope + "; scopes are " + Scopes.ADMIN + ", "
                                + String.join(", ", Scopes.ALL));
            }
        }
        if (terms.ratePerMinute() != null && terms.ratePerMinute() <= 0) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "A quota is a positive number");
        }
        return terms;
    }

    private static Map<String, String> facts(Terms terms) {
        return Map.of(
                "scopes",
                String.join(",", new TreeSet<>(terms.scopes())),
                "enabled",
                String.valueOf(terms.enabled()),
                "ratePerMinute",
                String.valueOf(terms.ratePerMinute()),
                "expiresAt",
                String.valueOf(terms.expiresAt()));
    }
}
