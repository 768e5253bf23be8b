package io.sanhang.task.plan;

import io.sanhang.task.plan.PlanItem.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The members of a group as an annex lists them: {@code 组长：姓名 职务}, further lines under the same role, names with inner
 * spaces, and blanks where nobody has been named yet (A010).
 */
final class Posts {

    private static final Pattern ROLE =
            Pattern.compile("^(组\\s*长|副\\s*组\\s*长|常务副组长|执行组长|成\\s*员|主\\s*任|副\\s*主\\s*任|召集人|联络员)\\s*:(.*)$");
    private static final Pattern OTHER_LABEL = Pattern.compile("^(职\\s*责|工作职责|主要职责|重点任务|任务|联系人|电话)\\s*:.*$");
    private static final Pattern NAME = Pattern.compile("[\\u4e00-\\u9fa5·]{2,4}");
    private static final Pattern TITLE_END =
            Pattern.compile(".*(长|书记|主任|主席|委员|负责人|领导|常委|成员|人员|主管|县长|局|政府|部门|单位|经理|行长)$");

    private Posts() {}

    /** Whether a line names a role; the lines after it may go on with it. */
    static boolean isRole(String line) {
        return ROLE.matcher(Marks.plain(line).strip()).matches();
    }

    static boolean isOtherLabel(String line) {
        return OTHER_LABEL.matcher(Marks.plain(line).strip()).matches();
    }

    /** Reads the lines of one group's members; lines before the first role or after another label are not members. */
    static List<Post> in(List<String> lines) {
        var posts = new ArrayList<Post>();
        var role = "";
        for (var line : lines) {
            var plain = Marks.plain(line);
            var matcher = ROLE.matcher(plain.strip());
            if (matcher.matches()) {
                role = matcher.group(1).replaceAll("\\s", "");
                posts.add(post(role, matcher.group(2)));
            } else if (isOtherLabel(line)) {
                role = "";
            } else if (!role.isEmpty() && !plain.isBlank()) {
                posts.add(post(role, plain));
            }
        }
        return posts;
    }

    private static Post post(String role, String plain) {
        var words = new ArrayList<>(List.of(plain.strip().split("\\s+")));
        if (words.size() > 2 && words.get(0).length() == 1 && words.get(1).length() == 1) {
            words.set(0, words.get(0) + words.remove(1));
        }
        if (words.size() > 1 && NAME.matcher(words.get(0)).matches() && !looksLikeTitle(words.get(0))) {
            var title = String.join(" ", words.subList(1, words.size()));
            return new Post(role, display(title), words.get(0), false);
        }
        var all = display(String.join(" ", words));
        // A collective membership ("各乡镇主要负责人") is nobody's blank.
        return new Post(role, all, null, !UnitWords.isCollective(all));
    }

    private static boolean looksLikeTitle(String word) {
        return word.length() > 2 && TITLE_END.matcher(word).matches();
    }

    private static String display(String title) {
        return title.replace('(', '（').replace(')', '）');
    }
}
