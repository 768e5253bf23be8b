package io.sanhang.identity.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Staff accounts, for administrators; and one's own password. */
@RestController
class AccountController {

    private static final String ROLE = "ADMIN|OFFICE|DEPARTMENT|LEADER|INSPECTOR";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AccountView(
            String id,
            String username,
            String name,
            String maskedPhone,
            List<String> roles,
            @Nullable String unitId,
            boolean enabled,
            boolean initialPassword,
            long version) {}

    record AccountList(List<AccountView> items) {}

    /** @param password shown once, to be handed to its owner */
    record NewPassword(AccountView account, String password) {
        @Override
        public String toString() {
            return "NewPassword[" + account.id + "]";
        }
    }

    record NewAccount(
            @NotBlank @Pattern(regexp = "[a-z][a-z0-9._-]{1,39}", message = "用户名用小写字母开头，由小写字母、数字、点、横线组成，2 到 40 位")
            String username,

            @NotBlank @Size(max = 40) String name,
            @NotBlank @Size(max = 20) String phone,

            @NotBlank @Pattern(regexp = ROLE, message = "请选角色")
            String role,

            @Nullable @Size(max = 60) String unitId) {
        @Override
        public String toString() {
            return "NewAccount[" + username + "]";
        }
    }

    record AccountChange(
            @NotBlank @Size(max = 40) String name,

            @NotBlank @Pattern(regexp = ROLE, message = "请选角色")
            String role,

            @Nullable @Size(max = 60) String unitId,
            boolean enabled) {}

    /** Bcrypt looks at 72 octets and no further. */
    record OwnPassword(
            @NotNull @Size(max = 200) String old,

            @NotNull
            @Size(min = 12, max = 64, message = "新密码要 12 到 64 位")
            @Pattern(regexp = "[\\x21-\\x7e]*", message = "密码用字母、数字和符号，不要空格和汉字")
            String password) {
        @Override
        public String toString() {
            return "OwnPassword[]";
        }
    }

    private final AccountService accounts;

    AccountController(AccountService accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/api/identity/accounts")
    @PreAuthorize("hasRole('ADMIN')")
    AccountList list(
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String role) {
        return new AccountList(
                accounts.list(unit, role).stream().map(this::view).toList());
    }

    @PostMapping("/api/identity/accounts")
    @PreAuthorize("hasRole('ADMIN')")
    @ResponseStatus(HttpStatus.CREATED)
    NewPassword add(@Valid @RequestBody NewAccount body, Caller by) {
        return shown(accounts.add(body.username, body.name.strip(), body.phone, body.role, body.unitId, by));
    }

    @PutMapping("/api/identity/accounts/{id}")
    @PreAuthorize("hasRole('ADMIN')")
    ResponseEntity<AccountView> change(
            @PathVariable String id, @Valid @RequestBody AccountChange body, IfMatch ifMatch, Caller by) {
        var account = accounts.change(id, body.name.strip(), body.role, body.unitId, body.enabled, ifMatch, by);
        return ResponseEntity.ok().eTag(IfMatch.of(account)).body(view(account));
    }

    @PostMapping("/api/identity/accounts/{id}/password")
    @PreAuthorize("hasRole('ADMIN')")
    NewPassword reset(@PathVariable String id, Caller by) {
        return shown(accounts.resetPassword(id, by));
    }

    /** The only call that an account with its initial password may make. It has to sign in again afterwards. */
    @PutMapping("/api/identity/me/password")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE','DEPARTMENT','LEADER','PASSWORD_DUE')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeOwn(@Valid @RequestBody OwnPassword body, Caller by) {
        accounts.changeOwnPassword(by, body.old, body.password);
    }

    private NewPassword shown(AccountService.WithPassword made) {
        return new NewPassword(view(made.account()), made.password());
    }

    private AccountView view(Account account) {
        return new AccountView(
                account.id(),
                account.username(),
                account.name(),
                accounts.maskedPhone(account),
                account.roles(),
                account.unitId(),
                account.enabled(),
                Boolean.TRUE.equals(account.initialPassword()),
                account.version());
    }
}
