import { benchPublicationSearch } from './publications'
import { printRows } from './row'

printRows(await benchPublicationSearch())
