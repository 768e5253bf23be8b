import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { focusHeading } from '@/shared/a11y'
import { loadSession, session, signIn, takeReturn } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** Opens without a session. */
    open?: boolean
    /** Only for the supervising office. */
    office?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./views/SignIn.vue'), meta: { title: '登录', open: true } },
  {
    path: '/',
    component: () => import('./views/Frame.vue'),
    children: [
      { path: '', component: () => import('./views/Todo.vue'), meta: { title: '待办' } },
      { path: 'ledger', component: () => import('./views/Ledger.vue'), meta: { title: '台账' } },
      { path: 'tasks/:id', component: () => import('./views/TaskPage.vue'), meta: { title: '任务' } },
      { path: 'tasks', redirect: '/ledger' },
      { path: 'overview', component: () => import('./views/Overview.vue'), meta: { title: '总览' } },
      { path: 'imports', component: () => import('./views/Imports.vue'), meta: { title: '导入方案', office: true } },
      { path: 'imports/:id', component: () => import('./views/ImportPage.vue'), meta: { title: '核对方案', office: true } },
      { path: 'campaigns', component: () => import('./views/Campaigns.vue'), meta: { title: '万人评作风' } },
      { path: 'campaigns/new', component: () => import('./views/CampaignNew.vue'), meta: { title: '新建评价', office: true } },
      { path: 'campaigns/:id', component: () => import('./views/CampaignPage.vue'), meta: { title: '评价活动' } },
      { path: 'ideas', component: () => import('./views/Ideas.vue'), meta: { title: '开门问政' } },
      { path: 'ideas/:id', component: () => import('./views/IdeaPage.vue'), meta: { title: '意见详情' } },
      { path: 'calendar', component: () => import('./views/Calendar.vue'), meta: { title: '工作日历', office: true } },
      { path: 'inbox', component: () => import('./views/Inbox.vue'), meta: { title: '收件箱' } },
      { path: ':rest(.*)*', component: () => import('./views/NotFound.vue'), meta: { title: '没有这个页面' } },
    ],
  },
]

export const router = createRouter({
  history: createWebHistory('/desk/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  // Without an answer the frame shows the failure and offers to try again.
  await loadSession().catch(() => undefined)
  if (session.signedIn) return (to.path === '/' && takeReturn()) || true
  signIn(to.fullPath)
  return false
})

let first = true
router.afterEach((to, from, failure) => {
  if (failure) return
  document.title = `${to.meta.title ?? ''} - 三航工作台`
  if (first || to.path === from.path) {
    first = false
    return
  }
  void nextTick(() => focusHeading())
})

router.onError((_error, to) => {
  if (sessionStorage.getItem('sanhang:reloaded') === to.fullPath) return
  sessionStorage.setItem('sanhang:reloaded', to.fullPath)
  location.assign('/desk' + to.fullPath)
})
