using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>Where a paper form stands.</summary>
public enum PaperState
{
    /// <summary>Every keying of it was taken out.</summary>
    Empty,

    /// <summary>Keyed by one person ("đã nhập một lần").</summary>
    Once,

    /// <summary>Keyed by two people who differ ("lệch").</summary>
    Differs,

    /// <summary>Its answer is in the store ("đã vào kho").</summary>
    Entered,
}

/// <summary>A paper form with everything that was done with it.</summary>
/// <param name="Number">As printed on it; what it was handed to stands nowhere.</param>
public sealed record PaperForm(string Number, ImmutableArray<PaperAct> Acts)
{
    /// <summary>The number of the last act; 0 before the first.</summary>
    public int Last => Acts.IsEmpty ? 0 : Acts[^1].Number;

    /// <summary>The keyings that stand, two at most.</summary>
    public ImmutableArray<PaperAct> Keyings => [.. Acts.Where(act => act.Kind == PaperActKind.Keyed && Acts.All(other => other.Withdraws != act.Number))];

    /// <summary>What the third look found; <c>null</c> where two agreed, or nobody looked yet.</summary>
    public PaperAct? Settled => Acts.LastOrDefault(act => act.Kind == PaperActKind.Settled);

    /// <summary>Field by field, where the two differ.</summary>
    public ImmutableArray<Disagreement> Disagreements => Keyings is [var first, var second] ? [.. DoubleKeying.Between(Keyed(first), Keyed(second))] : [];

    public PaperState State => Settled is not null ? PaperState.Entered : Keyings.Length switch
    {
        0 => PaperState.Empty,
        1 => PaperState.Once,
        _ => Disagreements.IsEmpty ? PaperState.Entered : PaperState.Differs,
    };

    /// <summary>What entered the store; <c>null</c> before.</summary>
    public PaperAct? Final => State == PaperState.Entered ? Settled ?? Keyings[0] : null;

    internal KeyedForm Keyed(PaperAct act) => new(Number, act.Unit, act.Stratum, act.Values, Number);
}

/// <summary>How well somebody keys.</summary>
/// <param name="Forms">That they keyed and that entered the store.</param>
/// <param name="Fields">Of those forms, filled in by either of the two or by the third look; the unit is one.</param>
/// <param name="Wrong">Of those fields, keyed otherwise than what entered the store.</param>
public sealed record KeyerTally(Guid Person, string By, int Forms, int Fields, int Wrong)
{
    /// <summary>Wrong fields in a hundred; <c>null</c> before a form of theirs is entered.</summary>
    public decimal? Rate => Fields == 0 ? null : 100m * Wrong / Fields;
}

/// <summary>The paper forms of a survey.</summary>
/// <param name="Forms">By number.</param>
public sealed record PaperBoard(ImmutableArray<PaperForm> Forms)
{
    public IEnumerable<PaperForm> In(PaperState state) => Forms.Where(form => form.State == state);

    /// <summary>Everybody who keyed, by name.</summary>
    public ImmutableArray<KeyerTally> Keyers =>
    [
        .. Forms.SelectMany(form => form.Keyings.Select(keying => (Form: form, Keying: keying))).GroupBy(one => one.Keying.Person)
            .Select(keyer => new KeyerTally(keyer.Key, keyer.Last().Keying.By, keyer.Count(one => one.Form.Final is not null), keyer.Sum(one => Fields(one.Form)), keyer.Sum(one => Wrong(one.Form, one.Keying))))
            .OrderBy(tally => tally.By, Vietnamese.VietnameseOrder.Instance).ThenBy(tally => tally.Person),
    ];

    private static int Fields(PaperForm form) => form.Final is { } final ? 1 + form.Keyings.Append(final).SelectMany(act => act.Values.Keys).Distinct(StringComparer.Ordinal).Count() : 0;

    private static int Wrong(PaperForm form, PaperAct keying) => form.Final is { } final ? DoubleKeying.Between(form.Keyed(keying), form.Keyed(final)).Count() : 0;
}
