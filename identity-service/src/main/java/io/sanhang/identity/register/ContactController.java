package io.sanhang.identity.register;

import io.sanhang.identity.register.Contact.Kind;
import io.sanhang.identity.register.Lines.Outcome;
import io.sanhang.support.security.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Service contacts (办事记录), reported by departments and outside systems, and who must leave the own unit out (回避). */
@RestController
class ContactController {

    /** A table with tabs or commas between the cells; the same lines again change nothing. */
    record ContactLines(@NotNull @Size(max = 900_000) String lines) {
        @Override
        public String toString() {
            return "ContactLines[]";
        }
    }

    /** @param first, last ISO dates */
    record ContactCount(String unitId, String unitName, Kind kind, long count, String first, String last) {}

    record ContactCounts(List<ContactCount> items) {}

    record CadreCount(String unitId, String unitName, long people) {}

    record CadreCounts(List<CadreCount> items) {}

    private final ContactService contacts;

    ContactController(ContactService contacts) {
        this.contacts = contacts;
    }

    /** Phone, unit, 群众 or 企业, matter, ISO date; one line or thousands. A department reports its own only. */
    @PostMapping("/api/identity/service-contacts")
    @PreAuthorize("hasAnyRole('OFFICE','ADMIN','DEPARTMENT')")
    Outcome report(@Valid @RequestBody ContactLines body, Caller by) {
        return contacts.report(body.lines, by);
    }

    @GetMapping("/api/identity/service-contacts")
    @PreAuthorize("hasAnyRole('OFFICE','ADMIN','DEPARTMENT')")
    ContactCounts counts(Caller caller) {
        return new ContactCounts(contacts.counts(caller).stream()
                .map(each -> new ContactCount(
                        each.unitId(),
                        contacts.unitName(each.unitId()),
                        each.kind(),
                        each.count(),
                        each.first(),
                        each.last()))
                .toList());
    }

    /** Phone and unit. The accounts of the staff count anyway. */
    @PostMapping("/api/identity/recusals")
    @PreAuthorize(RegisterController.OFFICE)
    Outcome recuse(@Valid @RequestBody ContactLines body) {
        return contacts.addCadres(body.lines);
    }

    @GetMapping("/api/identity/recusals")
    @PreAuthorize(RegisterController.OFFICE)
    CadreCounts recused() {
        return new CadreCounts(contacts.cadreCounts().entrySet().stream()
                .map(each -> new CadreCount(each.getKey(), contacts.unitName(each.getKey()), each.getValue()))
                .sorted(Comparator.comparing(CadreCount::unitId))
                .toList());
    }

    /** A unit's list goes, to be imported anew; done twice it is gone all the same. */
    @DeleteMapping("/api/identity/recusals/{unitId}")
    @PreAuthorize(RegisterController.OFFICE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear(@PathVariable String unitId) {
        contacts.removeCadres(unitId);
    }
}
