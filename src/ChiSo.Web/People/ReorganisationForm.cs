using System.Collections.Immutable;
using ChiSo.Application.People;

namespace ChiSo.Web.People;

/// <summary>A change of a reorganisation as typed. Units after stand in numbered rows; empty ones are passed over.</summary>
public sealed record ReorganisationForm
{
    /// <summary>Rows offered for a split; more than these are a second split of the same unit.</summary>
    private const int MostRows = 4;

    public ChangeKind Kind { get; init; }

    public string? From { get; init; }

    /// <summary>By row: code, name, English name, kind, code of the unit above.</summary>
    public List<string?> Code { get; init; } = [];

    public List<string?> Name { get; init; } = [];

    public List<string?> NameEn { get; init; } = [];

    public List<string?> UnitKind { get; init; } = [];

    public List<string?> Parent { get; init; } = [];

    /// <summary>Of a split: the row of the unit that takes open work over, from 0.</summary>
    public int? Heir { get; init; }

    public int Rows => Kind switch { ChangeKind.Close => 0, ChangeKind.Split => MostRows, _ => 1 };

    public bool HasBefore => Kind != ChangeKind.New;

    /// <summary>Whether several units before may be written.</summary>
    public bool HasSeveralBefore => Kind is ChangeKind.Merge or ChangeKind.Close;

    public static string At(List<string?> column, int row) => row < column.Count ? column[row] ?? "" : "";

    public TypedChange ToTyped()
    {
        ImmutableArray<UnitAfter> after = [.. Enumerable.Range(0, Rows).Select(row => new UnitAfter(At(Code, row), At(Name, row), At(NameEn, row), At(UnitKind, row), At(Parent, row)))];
        return new(Kind, From ?? "", after, Heir is { } heir && heir >= 0 && heir < after.Length ? after[heir].Code : "");
    }
}
