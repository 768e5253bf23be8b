package io.sanhang.notification.channel;

/** Who carries text messages: a gateway, or in a demonstration a mailbox that everybody can look into. */
public interface SmsProvider {

    /**
     * @param id the same for each attempt at one message, so that a provider that can tell repeats sends it once
     * @param phone in clear; must not be logged or kept
     */
    void send(String id, String phone, String text) throws NotSent;

    /** False when nothing can be sent at all because nobody said how. */
    default boolean configured() {
        return true;
    }

    /** It was not sent. The reason is short and holds no personal data. */
    final class NotSent extends Exception {

        private final boolean forGood;

        public NotSent(String why, boolean forGood) {
            super(why);
            this.forGood = forGood;
        }

        /** True when another attempt cannot help. */
        public boolean forGood() {
            return forGood;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
