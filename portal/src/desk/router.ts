import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { focusHeading } from '@/shared/a11y'
import { is, loadSession, session, signIn, takeReturn } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** Opens without a session. */
    open?: boolean
    /** Only for the supervising office. */
    office?: boolean
    /** Only for the office and for leaders. */
    leading?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./views/SignIn.vue'), meta: { title: '登录', open: true } },
  // Without the frame around it: it is printed.
  { path: '/campaigns/:id/sheets/:batch', component: () => import('./views/SheetPrint.vue'), meta: { title: '打印纸质问卷', office: true } },
  {
    path: '/',
    component: () => import('./views/Frame.vue'),
    children: [
      { path: '', component: () => import('./views/Todo.vue'), meta: { title: '待办' } },
      { path: 'ledger', component: () => import('./views/Ledger.vue'), meta: { title: '台账' } },
      { path: 'tasks/new', component: () => import('./views/TaskNew.vue'), meta: { title: '新建任务', office: true } },
      { path: 'rounds', component: () => import('./views/Rounds.vue'), meta: { title: '季度督办' } },
      { path: 'rounds/:code', component: () => import('./views/RoundPage.vue'), meta: { title: '季度督办' } },
      { path: 'legacy', component: () => import('./views/Register.vue'), props: { register: 'legacy' }, meta: { title: '历史遗留问题' } },
      { path: 'projects', component: () => import('./views/Register.vue'), props: { register: 'projects' }, meta: { title: '重点项目' } },
      { path: 'supervised', component: () => import('./views/Register.vue'), props: { register: 'supervised' }, meta: { title: '重点督办' } },
      { path: 'drives', component: () => import('./views/Drives.vue'), meta: { title: '百日会战' } },
      { path: 'drives/:id', component: () => import('./views/DrivePage.vue'), meta: { title: '百日会战' } },
      { path: 'tasks/:id', component: () => import('./views/TaskPage.vue'), meta: { title: '任务' } },
      { path: 'tasks/:id/schedule', component: () => import('./views/SchedulePage.vue'), meta: { title: '节点和指标' } },
      { path: 'tasks', redirect: '/ledger' },
      { path: 'overview', component: () => import('./views/Overview.vue'), meta: { title: '总览' } },
      { path: 'imports', component: () => import('./views/Imports.vue'), meta: { title: '导入方案', office: true } },
      { path: 'imports/:id', component: () => import('./views/ImportPage.vue'), meta: { title: '核对方案', office: true } },
      { path: 'sheets', component: () => import('./views/Sheets.vue'), meta: { title: '导入表格', office: true } },
      { path: 'sheets/:id', component: () => import('./views/SheetPage.vue'), meta: { title: '检查表格', office: true } },
      { path: 'campaigns', component: () => import('./views/Campaigns.vue'), meta: { title: '万人评作风' } },
      { path: 'campaigns/new', component: () => import('./views/CampaignNew.vue'), meta: { title: '新建评价', office: true } },
      { path: 'campaigns/survey', component: () => import('./views/SurveyNew.vue'), meta: { title: '新建政策知晓率调查', office: true } },
      { path: 'campaigns/:id', component: () => import('./views/CampaignPage.vue'), meta: { title: '评价活动' } },
      { path: 'inspections', component: () => import('./views/Inspections.vue'), meta: { title: '专项督导' } },
      { path: 'inspections/:id', component: () => import('./views/InspectionPage.vue'), meta: { title: '专项督导' } },
      { path: 'campaigns/:id/comments', component: () => import('./views/Comments.vue'), meta: { title: '群众意见' } },
      { path: 'campaigns/:id/entry', component: () => import('./views/SheetEntry.vue'), meta: { title: '录入纸质问卷', office: true } },
      { path: 'campaigns/:id/register', component: () => import('./views/CampaignRegister.vue'), meta: { title: '受邀名单', office: true } },
      { path: 'contacts', component: () => import('./views/Contacts.vue'), meta: { title: '办事记录' } },
      { path: 'window', component: () => import('./views/WindowCodes.vue'), meta: { title: '窗口发办件码' } },
      { path: 'ideas', component: () => import('./views/Ideas.vue'), meta: { title: '开门问政' } },
      { path: 'ideas/:id', component: () => import('./views/IdeaPage.vue'), meta: { title: '意见详情' } },
      { path: 'calendar', component: () => import('./views/Calendar.vue'), meta: { title: '工作日历', office: true } },
      { path: 'plans', component: () => import('./views/Plans.vue'), meta: { title: '文件' } },
      { path: 'plans/:id', component: () => import('./views/PlanPage.vue'), meta: { title: '文件' } },
      { path: 'county', component: () => import('./views/County.vue'), meta: { title: '全县统览', leading: true } },
      { path: 'groups', component: () => import('./views/Groups.vue'), meta: { title: '推进组' } },
      { path: 'groups/:id', component: () => import('./views/GroupPage.vue'), meta: { title: '推进组' } },
      { path: 'spans', component: () => import('./views/Spans.vue'), meta: { title: '分管领域', leading: true } },
      { path: 'answers', component: () => import('./views/Answers.vue'), meta: { title: '责任清单' } },
      { path: 'pace', component: () => import('./views/PaceList.vue'), meta: { title: '计划与进度' } },
      { path: 'loops', component: () => import('./views/Loops.vue'), meta: { title: '未闭环事项' } },
      { path: 'records', component: () => import('./views/Records.vue'), meta: { title: '工作记录' } },
      { path: 'records/new', component: () => import('./views/RecordNew.vue'), meta: { title: '写工作记录' } },
      { path: 'records/:id', component: () => import('./views/RecordPage.vue'), meta: { title: '工作记录' } },
      { path: 'owed', component: () => import('./views/Owed.vue'), meta: { title: '应报记录' } },
      { path: 'enterprises', component: () => import('./views/Enterprises.vue'), meta: { title: '企业名录' } },
      { path: 'bulletins', component: () => import('./views/Bulletins.vue'), meta: { title: '通报' } },
      { path: 'bulletins/:id', component: () => import('./views/BulletinPage.vue'), meta: { title: '通报' } },
      { path: 'matters', component: () => import('./views/Matters.vue'), meta: { title: '批示和来文' } },
      { path: 'matters/new', component: () => import('./views/MatterNew.vue'), meta: { title: '登记批示和来文' } },
      { path: 'matters/flow', component: () => import('./views/MatterFlow.vue'), meta: { title: '公文流转时间' } },
      { path: 'matters/limits', component: () => import('./views/MatterLimits.vue'), meta: { title: '限时办结目录' } },
      { path: 'matters/:id', component: () => import('./views/MatterPage.vue'), meta: { title: '批示和来文' } },
      { path: 'problems', component: () => import('./views/Problems.vue'), meta: { title: '问题清单' } },
      { path: 'problems/new', component: () => import('./views/ProblemNew.vue'), meta: { title: '列入问题' } },
      { path: 'problems/:id', component: () => import('./views/ProblemPage.vue'), meta: { title: '问题' } },
      { path: 'checks', component: () => import('./views/Checks.vue'), meta: { title: '自查' } },
      { path: 'checks/forms', component: () => import('./views/CheckForms.vue'), meta: { title: '自查表' } },
      { path: 'checks/over-time', component: () => import('./views/CheckOverTime.vue'), meta: { title: '自查前后对比' } },
      { path: 'checks/:id', component: () => import('./views/CheckPage.vue'), meta: { title: '自查' } },
      { path: 'checks/:id/:unit', component: () => import('./views/CheckSheetPage.vue'), meta: { title: '自查表' } },
      { path: 'dictionaries', component: () => import('./views/Dictionaries.vue'), meta: { title: '字典' } },
      { path: 'dictionaries/:code', component: () => import('./views/DictionaryPage.vue'), meta: { title: '字典' } },
      { path: 'directory', component: () => import('./views/Directory.vue'), meta: { title: '机构和岗位', office: true } },
      { path: 'duties', component: () => import('./views/Duties.vue'), meta: { title: '岗位职责' } },
      { path: 'duties/tasks', component: () => import('./views/DutyTasks.vue'), meta: { title: '按岗位看任务' } },
      { path: 'leading', component: () => import('./views/Leading.vue'), meta: { title: '分管领域和推进组', office: true } },
      { path: 'accounts', component: () => import('./views/AccountList.vue'), meta: { title: '账号', office: true } },
      { path: 'audit', component: () => import('./views/AuditList.vue'), meta: { title: '变更记录', office: true } },
      { path: 'password', component: () => import('./views/OwnPassword.vue'), meta: { title: '改密码' } },
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
  if (is('PASSWORD_DUE')) return to.path === '/password' || '/password'
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
