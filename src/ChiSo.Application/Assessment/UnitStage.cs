using System.Collections.Immutable;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>How far a unit is with its sheet in one stage.</summary>
public enum SheetState
{
    /// <summary>The officer enters ("đang nhập").</summary>
    Draft,

    /// <summary>The leader looks it through ("chờ lãnh đạo đơn vị duyệt").</summary>
    WithLeader,

    /// <summary>Handed in ("đã gửi").</summary>
    HandedIn,
}

/// <summary>What moves a sheet from one state to another.</summary>
public enum SheetStep
{
    SendToLeader,

    GiveBack,

    HandIn,
}

/// <summary>The states of a sheet: a table. What is not in it is forbidden.</summary>
public static class SheetStates
{
    public static ImmutableArray<(SheetState From, SheetStep Step, SheetState To)> Table { get; } =
    [
        (SheetState.Draft, SheetStep.SendToLeader, SheetState.WithLeader),
        (SheetState.Draft, SheetStep.HandIn, SheetState.HandedIn),
        (SheetState.WithLeader, SheetStep.GiveBack, SheetState.Draft),
        (SheetState.WithLeader, SheetStep.HandIn, SheetState.HandedIn),
    ];

    /// <summary>Where the step leads; <c>null</c> when it is forbidden in this state.</summary>
    public static SheetState? After(SheetState from, SheetStep step)
    {
        foreach (var row in Table)
        {
            if (row.From == from && row.Step == step)
                return row.To;
        }

        return null;
    }

    public static Words WordsOf(SheetState state) => state switch
    {
        SheetState.Draft => new("Đang nhập", "Being entered"),
        SheetState.WithLeader => new("Chờ lãnh đạo đơn vị duyệt", "With the unit's leader"),
        SheetState.HandedIn => new("Đã gửi", "Handed in"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}

/// <summary>One move of a unit's sheet in one stage: added, never changed; the last one says how it stands.</summary>
public sealed class UnitStage
{
    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required string Stage { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Sequence { get; init; }

    public required SheetState State { get; init; }

    /// <summary>What the leader wrote when giving it back; empty otherwise.</summary>
    public required string Note { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<UnitStage>
    {
        public void Configure(EntityTypeBuilder<UnitStage> builder)
        {
            builder.ToTable("unit_stages");
            builder.HasKey(move => new { move.BlockId, move.Unit, move.Stage, move.Sequence });
            builder.Property(move => move.State).HasConversion<string>();
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(move => new { move.BlockId, move.Unit });
        }
    }
}
