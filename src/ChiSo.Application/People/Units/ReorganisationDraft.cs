using System.Collections.Immutable;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.People;

/// <summary>How far a reorganisation is that is put together in the browser.</summary>
public enum DraftState
{
    /// <summary>Being put together ("đang soạn").</summary>
    Draft,

    /// <summary>In force in the register ("đã áp dụng").</summary>
    Applied,

    /// <summary>Given up ("đã bỏ").</summary>
    Withdrawn,
}

/// <summary>What is done to a draft.</summary>
public enum DraftStep
{
    Change,

    Apply,

    Withdraw,
}

/// <summary>The states of a draft: a table. What is not in it is forbidden.</summary>
public static class DraftStates
{
    public static ImmutableArray<(DraftState From, DraftStep Step, DraftState To)> Table { get; } =
    [
        (DraftState.Draft, DraftStep.Change, DraftState.Draft),
        (DraftState.Draft, DraftStep.Apply, DraftState.Applied),
        (DraftState.Draft, DraftStep.Withdraw, DraftState.Withdrawn),
    ];

    /// <summary>Where the step leads; <c>null</c> when it is forbidden in this state.</summary>
    public static DraftState? After(DraftState from, DraftStep step) => Table.Where(row => row.From == from && row.Step == step).Select(row => (DraftState?)row.To).FirstOrDefault();

    public static Words WordsOf(DraftState state) => state switch
    {
        DraftState.Draft => new("Đang soạn", "Being drafted"),
        DraftState.Applied => new("Đã áp dụng", "Applied"),
        DraftState.Withdrawn => new("Đã bỏ", "Withdrawn"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}

/// <summary>A reorganisation of one day as it is put together: changes are added and taken away until it is applied with its decision, or withdrawn.</summary>
public sealed class ReorganisationDraft
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The first day of the new order.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The changes as canonical JSON.</summary>
    public string Content { get; private set; } = "[]";

    public DraftState State { get; private set; }

    /// <summary>Rises by one with each step; a form that carries an earlier one came too late.</summary>
    public int Version { get; private set; } = 1;

    public required Guid DraftedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime DraftedAt { get; init; }

    /// <summary>Who applied or withdrew it; <c>null</c> while it is a draft.</summary>
    public Guid? EndedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Number of the decision and its day, once applied; empty before.</summary>
    public string Decision { get; private set; } = "";

    public ImmutableArray<DraftedChange> Changes() => EngineJson.Read<ImmutableArray<DraftedChange>>(Content);

    /// <summary>The changes as arrows on the day.</summary>
    public Reorganisation ToReorganisation()
    {
        var changes = Changes();
        return new(On, [.. changes.SelectMany(change => change.Arrows())])
        {
            Heirs = changes.Where(change => change.Kind == ChangeKind.Split && change.Heir.Length > 0).DistinctBy(change => change.From[0]).ToImmutableDictionary(change => change.From[0], change => change.Heir),
        };
    }

    internal void Set(ImmutableArray<DraftedChange> changes)
    {
        Content = EngineJson.ToText(changes);
        Version++;
    }

    internal void End(DraftState state, string decision, Guid by, DateTime at)
    {
        (State, Decision, EndedBy, EndedAt) = (state, decision, by, at);
        Version++;
    }

    private sealed class Mapping : IEntityTypeConfiguration<ReorganisationDraft>
    {
        public void Configure(EntityTypeBuilder<ReorganisationDraft> builder)
        {
            builder.ToTable("reorganisation_drafts");
            builder.Property(draft => draft.State).HasConversion<string>();
            builder.Property(draft => draft.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>What one change does to units.</summary>
public enum ChangeKind
{
    /// <summary>Several units become one ("hợp nhất, sáp nhập").</summary>
    Merge,

    /// <summary>One unit becomes several ("chia, tách").</summary>
    Split,

    /// <summary>One unit gets another name, kind, unit above or code ("đổi tên").</summary>
    Rename,

    /// <summary>A unit ends and none comes after it ("giải thể").</summary>
    Close,

    /// <summary>A unit begins and none was before it ("thành lập mới").</summary>
    New,
}

/// <summary>One change of a draft.</summary>
/// <param name="Number">From 1, never used twice in a draft.</param>
/// <param name="From">Codes of the units before; none for a new one.</param>
/// <param name="To">The units after; none for one that closes.</param>
/// <param name="Heir">Of a split: the code of the unit that takes the open work over; empty while nobody said, and for other kinds.</param>
public sealed record DraftedChange(int Number, ChangeKind Kind, ImmutableArray<string> From, ImmutableArray<UnitAfter> To, string Heir)
{
    internal IEnumerable<ReorganisationArrow> Arrows()
    {
        var where = Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return To.IsEmpty ? From.Select(unit => ReorganisationArrow.Closing(where, unit))
            : To.SelectMany(after => (From.IsEmpty ? [""] : From).Select(unit => new ReorganisationArrow(where, unit, after.Code, after.Name, after.NameEn, after.Kind, after.Parent)));
    }
}

/// <summary>A unit as it will be.</summary>
/// <param name="Kind">Empty: as before.</param>
/// <param name="Parent">Code of the unit above; empty: as before.</param>
public sealed record UnitAfter(string Code, string Name, string NameEn, string Kind, string Parent);
