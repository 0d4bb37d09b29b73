package org.redshield.bridge.access.session;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.redshield.bridge.RetryLater;
import org.springframework.session.Session;

/**
 * A session as one request knows it. What the request changes in it is put into the row when the request is answered, attribute
 * by attribute; where another request has changed the same one in the meantime, the other one's stays.
 */
public final class StoredSession implements Session {

    private static final String ITSELF = StoredSession.class.getName();
    /** As the engine's web applications call who is signed in. */
    static final String SIGNED_IN = "authenticatedUser";

    private final StoredSessions sessions;
    private final Instant created;
    /** What the request sees. */
    private Map<String, Object> attributes = new TreeMap<>();
    /** The bytes of what the row held when it was last read or written. */
    private Map<String, byte[]> stored = new TreeMap<>();
    /** Who was signed in by those whose place the row's has taken. */
    private final Map<Object, String> replaced = new IdentityHashMap<>();
    /** What the row is called; null of a session that has none yet. */
    private String row;

    private String id;
    private int version;
    private Instant used;
    private Duration idle;
    private Duration storedIdle;
    private boolean useIsDue;
    private String storedPerson;
    private Provided provided;
    private Instant leasedUntil;
    private Runnable beforeSaving = () -> {};

    /** By which its provider may end it. @param person mark of the person @param session mark of the provider's session @param letIn by the provider's clock; null where it does not say */
    record Provided(String person, String session, Instant letIn) {}

    StoredSession(StoredSessions sessions, String id, Instant now, Duration idle) {
        this.sessions = sessions;
        this.id = id;
        this.created = now;
        this.used = now;
        this.idle = idle;
    }

    /** Of a request's session; what is not one of ours is a fault of whoever configured the server. */
    public static StoredSession of(HttpSession session) {
        if (session.getAttribute(ITSELF) instanceof StoredSession stored) {
            return stored;
        }
        throw new IllegalStateException("The server keeps sessions by itself");
    }

    /** What is to be done to it before the answer leaves; perhaps more than once. */
    public void beforeSaving(Runnable last) {
        beforeSaving = last;
    }

    /** At its next saving it can be found by the provider. See {@link StoredSessions#endOf}. */
    public void isLetInBy(String person, String session, Instant letIn) {
        provided = new Provided(person, session, letIn);
    }

    /** Whether it goes on as that person's, for what goes on longer than the request; asking does not prolong it. */
    public BooleanSupplier goesOnAs(String person) {
        return sessions.watch(this, person);
    }

    /** Reads again what others have changed; false where the session has ended. */
    public boolean refresh() {
        return sessions.refresh(this);
    }

    /** Puts what has changed into the row now, and not when the request is answered. */
    public void save() {
        sessions.keep(this, false);
    }

    /** Whether what changes can be written down now. */
    public boolean isKept() {
        return sessions.isKept();
    }

    /** Whether it is this request's alone from now on, on all nodes; at most that long. Then {@link #release}. */
    public boolean lease(Duration longest) {
        Optional<Instant> until = sessions.lease(row, longest);
        until.ifPresent(mine -> leasedUntil = mine);
        return until.isPresent();
    }

    /** Where another one has the lease by now, because this one came too late, the other one keeps it. */
    public void release() {
        sessions.release(row, leasedUntil);
    }

    void runBeforeSaving() {
        beforeSaving.run();
    }

    /** Takes over a row. @param own what this request has set itself; null of what it has taken away */
    void isIn(StoredSessions.Row now, Map<String, Object> own) {
        Object signedIn = attributes.get(SIGNED_IN);
        row = now.id();
        version = now.version();
        stored = now.bytes();
        attributes = now.values();
        used = now.used();
        storedIdle = now.idle();
        storedPerson = now.person();
        useIsDue = now.useIsDue();
        own.forEach((name, value) -> {
            if (value == null) {
                attributes.remove(name);
            } else {
                attributes.put(name, value);
            }
        });
        if (signedIn != null && signedIn != attributes.get(SIGNED_IN)) {
            replaced.put(signedIn, person(signedIn));
        }
    }

    void isSaved(int as, Map<String, byte[]> bytes) {
        row = StoredSessions.row(id);
        version = as;
        stored = bytes;
        storedIdle = idle;
        storedPerson = person();
        useIsDue = false;
        provided = null;
    }

    boolean isNew() {
        return row == null;
    }

    String row() {
        return row;
    }

    int version() {
        return version;
    }

    Map<String, byte[]> stored() {
        return stored;
    }

    Map<String, Object> values() {
        return attributes;
    }

    Provided provided() {
        return provided;
    }

    boolean useIsDue() {
        return useIsDue;
    }

    void useIsWritten() {
        useIsDue = false;
    }

    /** Beside its attributes. */
    boolean isOtherwise() {
        return provided != null
                || !idle.equals(storedIdle)
                || !StoredSessions.row(id).equals(row);
    }

    boolean isOfAnother() {
        return !Optional.ofNullable(person()).equals(Optional.ofNullable(storedPerson));
    }

    /** Who is signed in; null of nobody. */
    public String person() {
        return person(attributes.get(SIGNED_IN));
    }

    private static String person(Object signedIn) {
        return signedIn instanceof Authentications by
                ? Optional.ofNullable(by.getAuthenticationForProcessEngine("default"))
                        .map(Authentication::getIdentityId)
                        .orElse(null)
                : null;
    }

    @Override
    public String getId() {
        return id;
    }

    /** At once: whoever ends it next ends it by this name, and the row must not go on by the old one. */
    @Override
    public String changeSessionId() {
        id = StoredSessions.newId();
        if (!isNew()) {
            save();
        }
        return id;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getAttribute(String name) {
        return (T) (name.equals(ITSELF) ? this : attributes.get(name));
    }

    @Override
    public Set<String> getAttributeNames() {
        return new TreeSet<>(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, Object value) {
        if (value == null) {
            removeAttribute(name);
            return;
        }
        if (name.equals(SIGNED_IN) && isPutBack(value)) {
            return;
        }
        attributes.put(name, value);
        if (name.equals(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME) && !isNew()) {
            // A page asks for a dozen things at once, at any node, and the engine gives each of them a token that finds
            // none: the first one counts, and all are told of it (FirstToken). Of one that is in no row none is told.
            try {
                sessions.keep(this, true);
            } catch (RetryLater away) {
                attributes.remove(name, value);
                throw away;
            }
        }
    }

    /**
     * The engine's filter puts back at the end of a request what it found at its beginning. Where the row's has taken its place that is
     * no sign-in, and must not undo a sign-out by another request; whoever has signed out by it is out.
     */
    private boolean isPutBack(Object signedIn) {
        return replaced.containsKey(signedIn) && Objects.equals(replaced.get(signedIn), person(signedIn));
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public Instant getCreationTime() {
        return created;
    }

    @Override
    public void setLastAccessedTime(Instant time) {
        used = time;
    }

    @Override
    public Instant getLastAccessedTime() {
        return used;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        idle = interval;
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return idle;
    }

    /** The database knows, see {@link StoredSessions#findById}: what has expired is not found. */
    @Override
    public boolean isExpired() {
        return false;
    }
}
