import { createApp } from 'vue'
import { loadSite } from '@/shared/site'
import App from './App.vue'
import { router } from './router'
import './style.css'

void loadSite()
createApp(App).use(router).mount('#app')
