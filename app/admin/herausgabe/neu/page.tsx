import { staffPage } from '@/app/_edge/page'
import { AdminPage } from '../../parts/admin-page'
import { CourtOrderForm } from './form'

const trail = [{ href: '/admin/herausgabe', label: 'Herausgabe' }]

export default staffPage('/admin/herausgabe/neu', ({ member }) => (
  <AdminPage heading="Anordnung eintragen" named={false} member={member} part="/admin/herausgabe" trail={trail}>
    <div className="flex max-w-2xl flex-col gap-6">
      <CourtOrderForm />
    </div>
  </AdminPage>
))
