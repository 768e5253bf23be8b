package io.sanhang.identity.demo;

import io.sanhang.identity.account.Account;
import io.sanhang.identity.account.Accounts;
import io.sanhang.identity.directory.Directory;
import io.sanhang.identity.directory.Group;
import io.sanhang.identity.directory.Post;
import io.sanhang.identity.directory.Unit;
import io.sanhang.identity.directory.UnitKind;
import io.sanhang.support.demo.DemoCounty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** 清河县, which does not exist: its units, posts, groups and staff accounts, whose passwords are their user names. */
@Component
@ConditionalOnProperty("sanhang.demo.enabled")
class DemoDirectory implements DemoCounty {

    record DemoUnit(
            String id,
            String name,
            UnitKind kind,
            @Nullable List<String> aliases,
            @Nullable List<String> tags) {}

    record DemoPost(
            String id,
            String title,
            @Nullable String unitId,
            @Nullable Boolean headsUnit,
            Post.@Nullable Holder holder,
            @Nullable List<Post.Tenure> former,
            @Nullable List<Post.Span> spans) {
        Post post() {
            return new Post(
                    id,
                    1,
                    title,
                    unitId,
                    Boolean.TRUE.equals(headsUnit),
                    holder,
                    former == null ? List.of() : former,
                    spans == null ? List.of() : spans);
        }
    }

    record DemoGroup(String id, String name, List<Group.Seat> seats) {}

    record DemoAccount(
            String username,
            String name,
            String passwordHash,
            String phone,
            String role,
            @Nullable String unitId) {}

    record County(List<DemoUnit> units, List<DemoPost> posts, List<DemoGroup> groups, List<DemoAccount> accounts) {}

    private final Directory directory;
    private final Accounts accounts;
    private final JsonMapper json;

    DemoDirectory(Directory directory, Accounts accounts, JsonMapper json) {
        this.directory = directory;
        this.accounts = accounts;
        this.json = json;
    }

    /** The last account is written last: without it, loading was not finished. */
    @Override
    public boolean isEmpty() {
        var all = county().accounts();
        return accounts.byUsername(all.get(all.size() - 1).username()).isEmpty();
    }

    @Override
    public void load() {
        var county = county();
        directory.seed(
                units(county), county.posts().stream().map(DemoPost::post).toList(), groups(county));
        county.accounts()
                .forEach(each -> accounts.add(
                        each.username(),
                        each.name(),
                        each.passwordHash(),
                        each.phone(),
                        Account.rolesOf(each.role()),
                        each.unitId(),
                        false,
                        true));
    }

    private static List<Unit> units(County county) {
        var units = county.units();
        return IntStream.range(0, units.size())
                .mapToObj(i -> {
                    var each = units.get(i);
                    return new Unit(
                            each.id(),
                            1,
                            each.name(),
                            each.kind(),
                            each.aliases() == null ? List.of() : each.aliases(),
                            each.tags() == null ? List.of() : each.tags(),
                            i,
                            null);
                })
                .toList();
    }

    private static List<Group> groups(County county) {
        var groups = county.groups();
        return IntStream.range(0, groups.size())
                .mapToObj(i -> new Group(
                        groups.get(i).id(),
                        1,
                        groups.get(i).name(),
                        groups.get(i).seats(),
                        i,
                        null))
                .toList();
    }

    private County county() {
        try (var in = new ClassPathResource("demo/county.json").getInputStream()) {
            return json.readValue(in, County.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
