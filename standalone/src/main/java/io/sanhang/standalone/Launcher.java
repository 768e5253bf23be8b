package io.sanhang.standalone;

import io.sanhang.standalone.broker.EmbeddedBroker;
import io.sanhang.standalone.store.EmbeddedStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code bin/run} ends here: starts everything, says where it is, and stops everything again. */
public final class Launcher {

    private Launcher() {}

    /** @param args the directory of the extracted applications; {@code --train} only starts store and broker once */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("--train")) {
            train();
            return;
        }
        Settings settings;
        Platform platform;
        var stopping = new AtomicBoolean();
        try {
            settings = new Settings(System.getenv(), Path.of(args[0]));
            platform = new Platform(settings);
            System.out.println("正在启动三航平台……");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                stopping.set(true);
                                platform.stop();
                            },
                            "stop-all"));
            platform.start();
        } catch (StartFailure e) {
            end("✘ " + e.getMessage());
            return;
        } catch (Exception e) {
            end("✘ 启动失败：" + e);
            return;
        }
        welcome(settings);
        var ended = new CountDownLatch(1);
        platform.onUnexpectedEnd(ended::countDown);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!stopping.get()) {
            end("✘ " + platform.whyEnded());
        }
    }

    /** For the JVM to learn what a start needs. */
    private static void train() throws Exception {
        var directory = Files.createTempDirectory("sanhang");
        try (var store = EmbeddedStore.durable(directory.resolve("store.db"), 0);
                var broker = EmbeddedBroker.durable(directory.resolve("broker"), 0)) {
            System.out.println(store.uri() + " " + broker.uri());
        }
        System.exit(0);
    }

    private static void end(String why) {
        System.err.println(why);
        System.exit(1);
    }

    private static void welcome(Settings settings) {
        var url = settings.publicUrl();
        System.out.println("""

                三航平台已就绪：%s
                  市民：       %s/
                  工作人员：   %s/desk/
                %s
                数据目录 %s。按 Ctrl-C 停止。
                """.formatted(url, url, url, settings.isDemo() ? demo(url) : "", settings.home()));
    }

    private static String demo(String url) {
        return """
                  短信演示箱： %s/mailbox  （演示环境的验证码都在这里）

                  演示账号（密码与账号相同）：office 政府办督查室 · edu 教体局 · health 卫健局 · hr 人社局
                                              env 营商环境局 · market 市场监管局 · town1 柳河镇 · leader 分管领导
                                              inspect 督导人员 · admin 管理员
                  外部系统：   POST %s/oauth2/token  客户端 demo-office / demo-office
                """.formatted(url, url).stripTrailing();
    }
}
