import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Department } from '@straks/shared/sites/sites.protocol.ts';
import { html, nothing } from 'lit';
import { CornerUpLeft } from 'lucide';
import type { TransferTo } from '../conversations/acts.model.ts';
import { words } from '../language/language.ts';
import type { Presence } from '../presence/presence.model.ts';
import { icon } from '../ui/icon.ts';
import { Menu } from '../ui/menu.ts';
import type { Taker } from './takers.ts';
import { presentIn, takers } from './takers.ts';

const mostKeys = 9;

/** Where a chat may go: back to its line, to another department, or to a colleague who is there. */
class TransferMenuElement extends Menu {
  static override properties = {
    conversation: { attribute: false },
    departments: { attribute: false },
    presence: { attribute: false },
  };

  declare conversation: AgentConversation;
  declare departments: readonly Department[];
  declare presence: Presence;

  override render() {
    const { chat } = words();
    const departments = this.otherDepartments;
    const people = this.takers;
    return html`<div role="menu" aria-label=${chat.transfer} @keydown=${this.pressed} @focusout=${this.left}>
      <p class="title"><strong>${chat.transfer}</strong><span>${chat.closeHint}</span></p>
      ${departments.length > 0 ? html`<p class="caption">${chat.toDepartment}</p>` : nothing}
      ${departments.map((department, place) => this.department(department, place))}
      ${people.length > 0 ? html`<p class="caption">${chat.toColleague}</p>` : nothing}
      ${people.map((taker, place) => this.person(taker, departments.length + place))}
      ${departments.length + people.length > 0 ? html`<hr />` : nothing}
      <button class="item" role="menuitem" tabindex="-1" @click=${() => this.tell('back-to-line')}>
        <kbd aria-hidden="true">0</kbd>${chat.giveBack}<span class="aside">${icon(CornerUpLeft)}</span>
      </button>
    </div>`;
  }

  private get otherDepartments() {
    return this.departments.filter(({ id }) => id !== this.conversation.departmentId);
  }

  private get takers() {
    const { me, colleagues } = this.presence;
    return takers(this.conversation, colleagues.get(), me.get()?.id ?? '');
  }

  private department({ id, name }: Department, place: number) {
    const { chat } = words();
    const present = presentIn(id, this.presence.colleagues.get());
    return html`<button class="item" role="menuitem" tabindex="-1" @click=${() => this.choose({ departmentId: id })}>
      ${this.key(place)}<span class="cut">${name}</span
      ><span class="aside">${present > 0 ? chat.here(present) : chat.nobodyHere}</span>
    </button>`;
  }

  private person({ colleague, hindrance }: Taker, place: number) {
    const { presence } = words();
    const { id, name, active, capacity } = colleague;
    return html`<button
      class="item"
      role="menuitem"
      tabindex="-1"
      aria-disabled=${hindrance ? 'true' : nothing}
      @click=${() => hindrance === null && this.choose({ agentId: id })}
    >
      ${this.key(hindrance ? mostKeys : place)}<span class="cut">${name}</span
      ><span class="aside">${hindrance ? this.why(hindrance) : presence.activeShort(active, capacity)}</span>
    </button>`;
  }

  private key = (place: number) => html`<kbd aria-hidden="true">${place < mostKeys ? place + 1 : ''}</kbd>`;

  private why(hindrance: NonNullable<Taker['hindrance']>) {
    const { chat } = words();
    if (hindrance !== 'not_in') return chat[hindrance];
    const department = this.departments.find(({ id }) => id === this.conversation.departmentId);
    return chat.notIn(department?.name ?? '…');
  }

  private choose(to: TransferTo) {
    this.tell('transfer', to);
  }

  protected override pick(digit: number) {
    const departments = this.otherDepartments;
    const department = departments[digit - 1];
    const taker = this.takers[digit - 1 - departments.length];
    if (digit === 0) this.tell('back-to-line');
    else if (department) this.choose({ departmentId: department.id });
    else if (taker?.hindrance === null) this.choose({ agentId: taker.colleague.id });
  }
}

customElements.define('straks-transfer-menu', TransferMenuElement);
