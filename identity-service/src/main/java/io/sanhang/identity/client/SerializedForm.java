package io.sanhang.identity.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/**
 * An authorization as text. Only ever read back from under authenticated encryption, and then only classes that an
 * authorization is made of; what an older release wrote and this one cannot read means signing in again.
 */
final class SerializedForm {

    private static final ObjectInputFilter CLASSES = ObjectInputFilter.Config.createFilter(
            "maxdepth=40;maxrefs=5000;maxbytes=262144;java.lang.*;java.util.*;java.util.Collections$*;java.time.*;java.net.URL;java.net.URI;"
                    + "org.springframework.security.**;!*");

    private SerializedForm() {}

    static String of(OAuth2Authorization authorization) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(authorization);
        } catch (IOException e) {
            throw new IllegalStateException("An authorization cannot be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static OAuth2Authorization read(String text) {
        try (var in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            in.setObjectInputFilter(CLASSES);
            return (OAuth2Authorization) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("A stored authorization cannot be read", e);
        }
    }
}
