import { ref } from 'vue'

/** Unread messages, shown in the menu and changed by the inbox. */
export const unread = ref(0)
