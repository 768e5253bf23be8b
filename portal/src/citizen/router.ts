import { nextTick, ref } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { focusHeading } from '@/shared/a11y'
import { site } from '@/shared/site'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** Wide pages: tables. */
    wide?: boolean
    /** A tablet at a window: without ways to other pages. */
    kiosk?: boolean
  }
}

const rate = () => import('./views/rate/RateShell.vue')
const idea = () => import('./views/idea/IdeaShell.vue')
const query = () => import('./views/query/QueryShell.vue')

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./views/Home.vue'), meta: { title: '首页', wide: true } },
  { path: '/rate', component: () => import('./views/rate/RateList.vue'), meta: { title: '评作风' } },
  {
    path: '/rate/:cid',
    component: rate,
    children: [
      { path: '', component: () => import('./views/rate/RateStart.vue'), meta: { title: '开始评价' } },
      { path: 'invited', component: () => import('./views/rate/RateInvited.vue'), meta: { title: '受邀评价' } },
      { path: 'phone', component: () => import('./views/rate/RatePhone.vue'), meta: { title: '您的手机号' } },
      { path: 'code', component: () => import('./views/rate/RateCode.vue'), meta: { title: '填写验证码' } },
      { path: 'category', component: () => import('./views/rate/RateCategory.vue'), meta: { title: '您的身份' } },
      { path: 'recover', component: () => import('./views/rate/RateRecover.vue'), meta: { title: '用恢复码找回' } },
      { path: 'tokens', component: () => import('./views/rate/RateTokens.vue'), meta: { title: '评价票已领好' } },
      { path: 'units', component: () => import('./views/rate/RateUnits.vue'), meta: { title: '选择部门' } },
      { path: 'units/:unit', component: () => import('./views/rate/RateUnit.vue'), meta: { title: '评价部门' } },
      { path: 'replies', component: () => import('./views/rate/RateReplies.vue'), meta: { title: '部门给我的回复' } },
      { path: 'units/:unit/done', component: () => import('./views/rate/RateDone.vue'), meta: { title: '评价成功' } },
    ],
  },
  { path: '/rate/:cid/item', component: () => import('./views/item/RateItem.vue'), meta: { title: '用办件码评价' } },
  { path: '/window/:cid', component: () => import('./views/item/WindowTablet.vue'), meta: { title: '窗口评价', kiosk: true } },
  { path: '/verify', component: () => import('./views/VerifyList.vue'), meta: { title: '核对我的评价' } },
  { path: '/verify/:cid', component: () => import('./views/Verify.vue'), meta: { title: '核对我的评价' } },
  { path: '/verify/:cid/paper', component: () => import('./views/PaperVerify.vue'), meta: { title: '核对纸质问卷' } },
  { path: '/result', component: () => import('./views/ResultList.vue'), meta: { title: '看结果' } },
  { path: '/result/:cid/recount', component: () => import('./views/Recount.vue'), meta: { title: '自己重算一遍' } },
  { path: '/result/:cid/comments', component: () => import('./views/Comments.vue'), meta: { title: '群众意见' } },
  { path: '/result/:cid', component: () => import('./views/Result.vue'), meta: { title: '评价结果', wide: true } },
  {
    path: '/idea',
    component: idea,
    children: [
      { path: '', component: () => import('./views/idea/IdeaKind.vue'), meta: { title: '提意见' } },
      { path: 'text', component: () => import('./views/idea/IdeaText.vue'), meta: { title: '写下您的意见' } },
      { path: 'contact', component: () => import('./views/idea/IdeaContact.vue'), meta: { title: '部门和联系方式' } },
      { path: 'check', component: () => import('./views/idea/IdeaCheck.vue'), meta: { title: '核对后提交' } },
      { path: 'done', component: () => import('./views/idea/IdeaDone.vue'), meta: { title: '已经收到' } },
    ],
  },
  { path: '/ideas', component: () => import('./views/Ideas.vue'), meta: { title: '大家的意见和答复' } },
  {
    path: '/query',
    component: query,
    children: [
      { path: '', component: () => import('./views/query/QueryCode.vue'), meta: { title: '查进度' } },
      { path: 'view', component: () => import('./views/query/QueryView.vue'), meta: { title: '办理进度' } },
      { path: 'rating', component: () => import('./views/query/QueryRating.vue'), meta: { title: '评价答复' } },
      { path: 'follow-up', component: () => import('./views/query/QueryFollowUp.vue'), meta: { title: '补充说明' } },
    ],
  },
  { path: '/mailbox', component: () => import('./views/Mailbox.vue'), meta: { title: '短信演示箱' } },
  { path: '/help/privacy', component: () => import('./views/help/Privacy.vue'), meta: { title: '隐私说明' } },
  { path: '/help/accessibility', component: () => import('./views/help/Accessibility.vue'), meta: { title: '无障碍声明' } },
  { path: '/:rest(.*)*', component: () => import('./views/NotFound.vue'), meta: { title: '没有这个页面' } },
]

export const router = createRouter({
  history: createWebHistory('/'),
  routes,
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
})

/** The page's own words first; `错误：` before them when a form was refused. */
export function setTitle(text: string | undefined, wrong = false): void {
  document.title = `${wrong ? '错误：' : ''}${text ? text + ' - ' : ''}${site.county}${site.name}`
}

/** The network went away while a page was being fetched. */
export const stuck = ref(false)

const warmed = new Set<string>()

/** Fetches the next steps of a flow before they are asked for: between two of them the network may be gone. */
function warm(path: string, children: RouteRecordRaw[]): void {
  if (children.length === 0 || warmed.has(path)) return
  warmed.add(path)
  setTimeout(() => {
    for (const { component } of children) if (typeof component === 'function') (component as () => Promise<unknown>)().catch(() => warmed.delete(path))
  }, 800)
}

let first = true
router.afterEach((to, from, failure) => {
  if (failure) return
  stuck.value = false
  setTitle(to.meta.title)
  const [flow] = to.matched
  if (flow) warm(flow.path, flow.children)
  if (first || to.path === from.path) {
    first = false
    return
  }
  // A reader is told of the new page by its heading; the view may still be loading its data.
  void nextTick(() => focusHeading())
})

// A chunk of the version before this one is gone after an update: load the page anew, once.
router.onError((_error, to) => {
  stuck.value = !navigator.onLine
  if (stuck.value) return
  if (sessionStorage.getItem('sanhang:reloaded') === to.fullPath) return
  sessionStorage.setItem('sanhang:reloaded', to.fullPath)
  location.assign(to.fullPath)
})
