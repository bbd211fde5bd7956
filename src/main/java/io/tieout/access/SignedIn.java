package io.tieout.access;

import io.tieout.kernel.Actor;
import java.io.Serializable;
import java.security.Principal;

/**
 * The principal of a session or request.
 *
 * @param stamp the person's or client's version when it signed in: a session of an older one is ended
 */
public record SignedIn(Actor.Kind kind, String name, String displayName, boolean mustChangePassword, long stamp)
        implements Principal, Serializable {

    public Actor actor() {
        return new Actor(kind, name);
    }

    @Override
    public String getName() {
        return name;
    }
}
