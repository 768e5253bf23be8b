package io.sanhang.task.demo;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.task.dictionary.Dictionaries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the demo county's office has filled in; its own inventions, not what any real document says. */
@Component
class DemoDictionaries implements DemoCounty {

    private static final String OFFICE = "督查室";
    private static final Map<String, List<String>> FILLED = new LinkedHashMap<>();

    static {
        FILLED.put("change", List.of("由资源大县向产业强县转变", "由传统农业向品牌农业转变", "由管理为主向服务为主转变"));
        FILLED.put("six-questions", List.of("思想上解放了没有", "工作标准高不高", "遇到难题敢不敢闯", "群众和企业满不满意", "办事效率快不快", "班子带头够不够"));
        FILLED.put("six-answers", List.of("最大的差距在哪里", "差距的根子在谁身上", "别的地方是怎么做的", "我们打算怎么改", "谁来改、什么时候改完", "怎么证明改好了"));
        FILLED.put(
                "six-changes",
                List.of("由等着干向主动干转变", "由差不多向高标准转变", "由怕担责向敢担责转变", "由坐等上门向上门服务转变", "由各管各向一起办转变", "由重部署向重落实转变"));
        FILLED.put("five-fine", List.of("目标定得细", "责任分得细", "流程理得细", "督查查得细", "结果验得细"));
        FILLED.put("method-721", List.of("七成问题靠提醒改正", "两成问题靠约谈改正", "一成问题依法处罚"));
        FILLED.put("chief-officer", List.of("每月联系一次企业", "难题三个工作日内答复", "办结后回访一次"));
        FILLED.put("basic-plus", List.of("新产业", "新技术", "新知识", "岗位基本业务"));
    }

    private final Dictionaries dictionaries;

    DemoDictionaries(Dictionaries dictionaries) {
        this.dictionaries = dictionaries;
    }

    /** The industries are filled in last. */
    @Override
    public boolean isEmpty() {
        return dictionaries.words(Dictionaries.INDUSTRY).isEmpty();
    }

    @Override
    public void load() {
        FILLED.forEach((code, words) -> dictionaries.fill(code, words, OFFICE));
        dictionaries.fill(Dictionaries.INDUSTRY, List.of("粮食和食品加工", "木业家具", "绿色能源", "特色养殖", "文化旅游", "商贸物流"), OFFICE);
    }
}
