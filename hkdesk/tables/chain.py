"""Industrial chains: who stands where, and what flows between them."""

from uuid import UUID

from sqlmodel import Field

from hkdesk.domain.codes import EnterpriseRole
from hkdesk.tables.columns import code_of, key_to
from hkdesk.tables.record import Record


class ChainNode(Record, table=True):
    """A chain, a cluster, a link to attract, or an enterprise's place within one."""

    __tablename__ = "chain_node"

    park_id: UUID = key_to("park", optional=False)
    name: str
    kind: str = "chain"  # chain, cluster, to_attract, place
    role: EnterpriseRole | None = Field(default=None, sa_type=code_of(EnterpriseRole), nullable=True)
    enterprise_id: UUID | None = key_to("enterprise")
    note: str = ""


class ChainLink(Record, table=True):
    """One node supplies another, or belongs to it."""

    __tablename__ = "chain_link"

    park_id: UUID = key_to("park", optional=False)
    from_node_id: UUID = key_to("chain_node", optional=False)
    to_node_id: UUID = key_to("chain_node", optional=False)
    relation: str = "supplies"  # supplies, belongs_to, treats
    note: str = ""
