package io.sanhang.identity.client;

import io.sanhang.identity.account.Account;
import io.sanhang.identity.account.Accounts;
import io.sanhang.identity.directory.Directory;
import io.sanhang.identity.directory.Post;
import io.sanhang.support.security.TokenRules;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/** What tokens say. Read anew for each token, so that a refresh shows a new post and refuses a closed account. */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private final Accounts accounts;
    private final Directory directory;

    TokenClaims(Accounts accounts, Directory directory) {
        this.accounts = accounts;
        this.directory = directory;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        var claims = context.getClaims();
        var access = OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType());
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            var client = context.getRegisteredClient();
            describe(claims, client.getClientName(), Clients.roles(client), Clients.unit(client));
        } else {
            Authentication who = context.getPrincipal();
            var account = (who == null ? Optional.<Account>empty() : accounts.find(who.getName()))
                    .filter(Account::enabled)
                    .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
            claims.claim("name", account.name());
            if (access) {
                describe(claims, account);
            }
        }
        if (access) {
            claims.audience(List.of(TokenRules.AUDIENCE));
        }
    }

    private void describe(JwtClaimsSet.Builder claims, Account account) {
        var unitId = account.unitId();
        describe(claims, account.name(), account.presentRoles(), unitId == null ? "" : unitId);
        var held = directory.heldBy(account.id());
        var led = held.stream()
                .flatMap(post -> post.spans().stream())
                .flatMap(span -> span.unitIds().stream())
                .distinct()
                .toList();
        claims.claim("posts", held.stream().map(Post::id).toList());
        claims.claim("led_units", led);
        claims.claim("groups", directory.groupsWith(held, unitId, led));
    }

    private static void describe(JwtClaimsSet.Builder claims, String name, List<String> roles, String unitId) {
        claims.claim("name", name).claim("roles", List.copyOf(roles));
        if (!unitId.isEmpty()) {
            claims.claim("unit", unitId);
        }
    }
}
