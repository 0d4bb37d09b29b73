package org.redshield.bridge.access.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.redshield.bridge.keys.Encryption;
import org.redshield.bridge.keys.KeyProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a session knows, as bytes: each attribute by itself, all of them encrypted for this session alone. Nothing is read but
 * classes that are known to lie in sessions, whoever wrote it.
 */
@Component
class SessionContent {

    private static final Logger LOG = LoggerFactory.getLogger(SessionContent.class);

    /**
     * Whatever is not named is not read: the JDK's values and collections, who is signed in as the engine's web applications keep
     * it, what Spring Security remembers of a sign-in on its way to the provider, and ours.
     */
    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter(String.join(
            ";",
            "maxbytes=262144",
            "maxdepth=20",
            "maxrefs=20000",
            "maxarray=20000",
            "java.lang.Object",
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Number",
            "java.lang.Integer",
            "java.lang.Long",
            "java.time.Instant",
            "java.time.Ser",
            "java.util.ArrayList",
            "java.util.CollSer",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableSet",
            "java.util.Arrays$ArrayList",
            "java.util.Date",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.ImmutableCollections$*",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.Map$Entry",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "org.camunda.bpm.webapp.impl.security.auth.Authentication",
            "org.camunda.bpm.webapp.impl.security.auth.Authentications",
            "org.camunda.bpm.webapp.impl.security.auth.UserAuthentication",
            "org.redshield.bridge.access.**",
            "org.springframework.security.oauth2.core.AuthorizationGrantType",
            "org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest",
            "org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponseType",
            "!*"));

    private final Encryption encryption;

    SessionContent(SessionSettings settings, KeyProvider keys) {
        this.encryption = keys.secret("bridge.sessions.key", settings.key(), "sessions.key");
    }

    /** @param about which session; nobody can put its content under another one's name */
    byte[] sealed(String about, Map<String, byte[]> attributes) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(attributes.size());
            for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
                out.writeUTF(attribute.getKey());
                out.writeInt(attribute.getValue().length);
                out.write(attribute.getValue());
            }
            return encryption.encrypt(about, bytes.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("Memory is always writable", e);
        }
    }

    /** Empty where another release wrote it in its own way, or it was changed, or its key is not here: then the person signs in again. */
    Optional<Map<String, byte[]>> opened(String about, byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encryption.decrypt(about, content)))) {
            Map<String, byte[]> attributes = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                byte[] value = new byte[in.readInt()];
                in.readFully(value);
                attributes.put(name, value);
            }
            return Optional.of(attributes);
        } catch (IOException | RuntimeException unreadable) {
            unreadable(unreadable);
            return Optional.empty();
        }
    }

    /** Empty where one of them cannot be read. */
    Optional<Map<String, Object>> read(Map<String, byte[]> attributes) {
        try {
            Map<String, Object> values = new TreeMap<>();
            for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
                values.put(attribute.getKey(), read(attribute.getValue()));
            }
            return Optional.of(values);
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError unreadable) {
            unreadable(unreadable);
            return Optional.empty();
        }
    }

    private static Object read(byte[] value) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(value))) {
            in.setObjectInputFilter(KNOWN);
            return in.readObject();
        }
    }

    /** Not its message, which may repeat what it is about. */
    private static void unreadable(Throwable fault) {
        LOG.warn(
                "A session cannot be read, its person signs in again: {}",
                fault.getClass().getSimpleName());
        LOG.debug("Why", fault);
    }

    /**
     * @param before the bytes that it came from, which are given back where it is still the same
     * @throws IllegalArgumentException where no node could read it again
     */
    byte[] written(String name, Object value, byte[] before) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            byte[] now = bytes.toByteArray();
            if (Arrays.equals(now, before)) {
                return before;
            }
            read(now);
            return now;
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException("No session can keep " + name + ", see SessionContent", e);
        }
    }
}
