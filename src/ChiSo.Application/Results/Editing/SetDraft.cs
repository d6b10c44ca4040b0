using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Results.Editing;

/// <summary>A block's criteria set while it is being changed in the browser: it may not add up yet, and the round knows nothing of it until it is taken in.</summary>
public sealed class SetDraft
{
    public required Guid BlockId { get; init; }

    /// <summary>The hash of the block's set the draft began from.</summary>
    public required string Base { get; init; }

    /// <summary>The tree in canonical JSON.</summary>
    public string Tree { get; private set; } = "";

    /// <summary>Whoever changed it last, and when (UTC).</summary>
    public Guid By { get; private set; }

    public DateTime At { get; private set; }

    public CriteriaSet Read() => EngineJson.Read<CriteriaSet>(Tree);

    public void Change(CriteriaSet tree, Guid by, DateTime at) => (Tree, By, At) = (EngineJson.ToText(tree), by, at);

    private sealed class Mapping : IEntityTypeConfiguration<SetDraft>
    {
        public void Configure(EntityTypeBuilder<SetDraft> builder)
        {
            builder.ToTable("set_drafts");
            builder.HasKey(draft => draft.BlockId);
            builder.HasOne<Block>().WithOne().HasForeignKey<SetDraft>(draft => draft.BlockId);
        }
    }
}

/// <summary>The table of drafts.</summary>
public static class SetDraftTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SetDraft> SetDrafts => context.Set<SetDraft>();
    }
}
