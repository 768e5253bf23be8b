import { createApp } from 'vue'
import { whenSignedOut } from '@/shared/api/http'
import { loadSite } from '@/shared/site'
import 'element-plus/theme-chalk/base.css'
import App from './App.vue'
import { router } from './router'
import { signIn } from './session'
import './theme.css'

void loadSite()
whenSignedOut(() => signIn(router.currentRoute.value.fullPath))
createApp(App).use(router).mount('#app')
