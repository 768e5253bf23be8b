package io.sanhang.identity.client;

import io.sanhang.identity.client.ClientProperties.OutsideSystem;
import io.sanhang.support.security.SecurityProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Who may ask for tokens: the gateway for people, the services for themselves, outside systems that were let in. */
final class Clients implements RegisteredClientRepository {

    static final String GATEWAY = "gateway";
    static final String SERVICE_ROLE = "SERVICE";
    private static final List<String> SERVICES = List.of(
            "identity-service", "task-service", "evaluation-service", "feedback-service", "notification-service");
    private static final String ROLES = "sanhang.roles";
    private static final String UNIT = "sanhang.unit";

    private final Map<String, RegisteredClient> byId;

    Clients(SecurityProperties security, ClientProperties settings, boolean demo) {
        byId = all(security, settings, demo).stream()
                .collect(Collectors.toUnmodifiableMap(RegisteredClient::getId, Function.identity()));
    }

    /** An id and a client's name are the same here. */
    @Override
    public @Nullable RegisteredClient findById(String id) {
        return byId.get(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return byId.get(clientId);
    }

    /** Clients come from the configuration only. */
    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients come from the configuration");
    }

    private static List<RegisteredClient> all(SecurityProperties security, ClientProperties settings, boolean demo) {
        if (security.serviceSecret().isBlank()) {
            throw new IllegalStateException(
                    "SANHANG_SERVICE_SECRET is not set; the services need one secret in common to get their tokens.");
        }
        var clients = new ArrayList<RegisteredClient>();
        clients.add(gateway(security));
        SERVICES.forEach(name -> clients.add(
                own(name, name, ClientSecrets.ENCODER.encode(security.serviceSecret()), List.of(SERVICE_ROLE), "")));
        settings.outside()
                .forEach(each ->
                        clients.add(own(each.id(), each.name(), each.secretSha256(), each.roles(), each.unitId())));
        if (demo) {
            var office = demoOffice();
            clients.add(own(office.id(), office.name(), office.secretSha256(), office.roles(), office.unitId()));
        }
        return clients;
    }

    static List<String> roles(RegisteredClient client) {
        List<String> roles = client.getClientSettings().getSetting(ROLES);
        return roles == null ? List.of() : roles;
    }

    /** Empty for a client of no unit. */
    static String unit(RegisteredClient client) {
        String unit = client.getClientSettings().getSetting(UNIT);
        return unit == null ? "" : unit;
    }

    /** Its secret is its name; nowhere but in the demo county. */
    private static OutsideSystem demoOffice() {
        var id = "demo-office";
        return new OutsideSystem(id, "演示督查系统", ClientSecrets.ENCODER.encode(id), List.of("OFFICE"), "u-office");
    }

    /** Loopback redirects fit on any port (RFC 8252 §7.3), so that the platform is reached by its number too. */
    private static RegisteredClient gateway(SecurityProperties security) {
        var callback = "/login/oauth2/code/sanhang";
        return RegisteredClient.withId(GATEWAY)
                .clientId(GATEWAY)
                .clientName(GATEWAY)
                .clientSecret(ClientSecrets.ENCODER.encode(security.serviceSecret()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(security.issuer() + callback)
                .redirectUri("http://127.0.0.1:8080" + callback)
                .postLogoutRedirectUri(security.issuer() + "/")
                .postLogoutRedirectUri("http://127.0.0.1:8080/")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(tokens())
                .build();
    }

    private static RegisteredClient own(String id, String name, String secretHash, List<String> roles, String unitId) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientName(name)
                .clientSecret(secretHash)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientSettings(ClientSettings.builder()
                        .setting(ROLES, roles)
                        .setting(UNIT, unitId)
                        .build())
                .tokenSettings(tokens())
                .build();
    }

    private static TokenSettings tokens() {
        return TokenSettings.builder()
                .authorizationCodeTimeToLive(Duration.ofMinutes(1))
                .accessTokenTimeToLive(Duration.ofMinutes(10))
                .refreshTokenTimeToLive(Duration.ofHours(8))
                .build();
    }
}
