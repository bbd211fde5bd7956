package io.tieout.access;

import io.tieout.access.internal.Passwords;
import io.tieout.access.internal.PersonRows;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people who sign in. Every change is in the audit log and ends or changes the person's running sessions. */
@Service
public class People {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    private final PersonRows rows;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;

    People(PersonRows rows, Passwords passwords, Audit audit, Clock clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param firstPassword shown once; to be changed at the first sign-in */
    public record Created(Person person, String firstPassword) {}

    /**
     * Makes a person with a generated first password.
     *
     * @throws ProblemException {@code person.exists}, {@code role.unknown}, {@code request.invalid}
     */
    @Transactional
    public Created create(String name, String displayName, Collection<String> roles, Actor by) {
        var password = passwords.generate();
        var person = create(name, displayName, roles, password, true, by);
        return new Created(person, password);
    }

    /** Makes a person with a password that was chosen for them; {@code mustChange} where it is only for the first time. */
    @Transactional
    public Person create(
            String name, String displayName, Collection<String> roles, String password, boolean mustChange, Actor by) {
        var login = name.strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(login).matches()) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "A name has 1 to 64 of: letters a to z, digits, point, underline, at sign, hyphen");
        }
        var shown = displayName.isBlank() ? login : displayName.strip();
        if (shown.length() > 128 || shown.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "A display name has at most 128 characters, none of them control");
        }
        if (!rows.insert(login, shown, known(roles), passwords.encode(password), mustChange, by, clock.instant())) {
            throw new ProblemException(AccessProblem.PERSON_EXISTS, "There is a person named " + login);
        }
        audit.record(by, "person.created", "person:" + login, Map.of("roles", String.join(",", new TreeSet<>(roles))));
        return get(login);
    }

    @Transactional(readOnly = true)
    public Optional<Person> find(String name) {
        return rows.find(name);
    }

    /** All of them, by name; a hub has hundreds at most. */
    @Transactional(readOnly = true)
    public List<Person> list() {
        return rows.list();
    }

    /** @throws ProblemException {@code person.last-administrator} where nobody would be left to administer */
    @Transactional
    public Person changeRoles(String name, Collection<String> roles, Actor by) {
        get(name);
        rows.changeRoles(name, known(roles));
        demandAdministrator();
        audit.record(
                by, "person.roles-changed", "person:" + name, Map.of("roles", String.join(",", new TreeSet<>(roles))));
        return get(name);
    }

    /** A person who is not enabled cannot sign in, and a running session ends within seconds. */
    @Transactional
    public Person enable(String name, boolean enabled, Actor by) {
        get(name);
        rows.enable(name, enabled);
        demandAdministrator();
        audit.record(by, enabled ? "person.enabled" : "person.disabled", "person:" + name, Map.of());
        return get(name);
    }

    /** Ends a lock-out before its time. */
    @Transactional
    public Person unlock(String name, Actor by) {
        get(name);
        rows.unlock(name);
        audit.record(by, "person.unlocked", "person:" + name, Map.of());
        return get(name);
    }

    /** @return the new first password, shown once; to be changed at the next sign-in */
    @Transactional
    public String resetPassword(String name, Actor by) {
        get(name);
        var password = passwords.generate();
        rows.changePassword(name, passwords.encode(password), true);
        audit.record(by, "person.password-reset", "person:" + name, Map.of());
        return password;
    }

    /**
     * A person's own change. All sessions of the person end within seconds, the one it was made in too: they sign in anew.
     *
     * @throws ProblemException {@code password.wrong}, {@code password.refused}
     */
    @Transactional
    public Person changePassword(String name, String present, String wanted) {
        get(name);
        if (!passwords.matches(present, rows.passwordHash(name))) {
            throw new ProblemException(AccessProblem.PASSWORD_WRONG, "The present password is not right");
        }
        passwords.demandGood(name, wanted);
        if (wanted.equals(present)) {
            throw new ProblemException(AccessProblem.PASSWORD_REFUSED, "It is the present password");
        }
        rows.changePassword(name, passwords.encode(wanted), false);
        audit.record(Actor.user(name), "person.password-changed", "person:" + name, Map.of());
        return get(name);
    }

    private Person get(String name) {
        return rows.find(name)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no person of this name"));
    }

    private void demandAdministrator() {
        if (rows.administrators() == 0) {
            throw new ProblemException(
                    AccessProblem.PERSON_LAST_ADMINISTRATOR, "This would leave the hub without an administrator");
        }
    }

    private static List<String> known(Collection<String> roles) {
        for (var role : roles) {
            if (!Roles.ALL.contains(role)) {
                throw new ProblemException(
                        AccessProblem.ROLE_UNKNOWN,
                        "There is no role " + role + "; roles are " + String.join(", ", Roles.ALL));
            }
        }
        return List.copyOf(new TreeSet<>(roles));
    }
}
