import { POSTS_PER_PAGE } from './limits'

/** Page of a topic on which the post with this number stands, from 1. Numbers stay, so pages do. */
export function pageOfPost(number: number): number {
  return Math.max(1, Math.ceil(number / POSTS_PER_PAGE))
}

/** Stable address of a page of a topic. */
export function topicPath(topicId: string, page = 1): string {
  return page > 1 ? `/forum/${topicId}?seite=${page}` : `/forum/${topicId}`
}

/** Stable address of a post in its topic. */
export function postPath({ topicId, number, id }: { topicId: string; number: number; id: string }): string {
  return `${topicPath(topicId, pageOfPost(number))}#beitrag-${id}`
}
