package io.sanhang.identity.client;

import io.sanhang.identity.login.SignInTicket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/** Lets the authorization endpoint see who has just signed in, once: afterwards only the gateway's session counts. */
final class SignInTicketFilter extends OncePerRequestFilter {

    private final SignInTicket tickets;

    SignInTicketFilter(SignInTicket tickets) {
        this.tickets = tickets;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().endsWith("/oauth2/authorize");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var cookie = WebUtils.getCookie(request, SignInTicket.COOKIE);
        if (cookie != null) {
            // Taken back at once: who signs out on a shared computer must not find the way in still open.
            response.addHeader(HttpHeaders.SET_COOKIE, tickets.voided().toString());
            tickets.accountOf(cookie.getValue())
                    .ifPresent(account -> SecurityContextHolder.setContext(new SecurityContextImpl(
                            UsernamePasswordAuthenticationToken.authenticated(account, null, List.of()))));
        }
        chain.doFilter(request, response);
    }
}
