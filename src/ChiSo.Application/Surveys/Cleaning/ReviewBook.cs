using System.Collections.Immutable;
using ChiSo.Application.Json;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>Every act of reviewing a survey, and what stands after all of them.</summary>
public sealed class ReviewBook
{
    private readonly Dictionary<string, ReviewAct> decided = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Guid>> corrections = new(StringComparer.Ordinal);
    private readonly HashSet<int> undone;

    /// <param name="acts">In their order.</param>
    public ReviewBook(ImmutableArray<ReviewAct> acts)
    {
        Acts = acts;
        undone = [.. acts.Select(act => act.Undoes).OfType<int>()];
        Thresholds = acts.LastOrDefault(act => act.Kind == ReviewActKind.Rules) is { } rules ? EngineJson.Read<CleaningThresholds>(rules.Content) : new();
        foreach (var act in acts.Where(act => !undone.Contains(act.Number)))
        {
            foreach (var sign in AnswerSigns.Unpack(act.Signs))
            {
                if (act.Kind == ReviewActKind.Decide)
                    decided[sign] = act;
                else if (act.Correction is { } correction)
                    (corrections.TryGetValue(sign, out var list) ? list : corrections[sign] = []).Add(correction);
            }
        }
    }

    public ImmutableArray<ReviewAct> Acts { get; }

    /// <summary>The number of the last act; 0 before the first.</summary>
    public int Last => Acts.IsEmpty ? 0 : Acts[^1].Number;

    /// <summary>The number of the last act that may have changed a flag: of thresholds, a correction, or one taken back; 0 before the first.</summary>
    internal int LastOfFlags => Acts.LastOrDefault(act => act.Kind is ReviewActKind.Rules or ReviewActKind.Correct || (act.Undoes is { } number && Acts.Any(other => other.Number == number && other.Kind == ReviewActKind.Correct)))?.Number ?? 0;

    /// <summary>Memory it takes, in bytes or nearly.</summary>
    internal long Size => Acts.Sum(act => 1L + act.Signs.Length + act.Content.Length + act.Reason.Length);

    /// <summary>Whether anything is decided: from then on accepted answers alone count.</summary>
    public bool HasBegun => Acts.Any(act => act.Kind == ReviewActKind.Decide && !undone.Contains(act.Number));

    /// <summary>The thresholds set last.</summary>
    public CleaningThresholds Thresholds { get; }

    /// <summary>The draw made last; <c>null</c> for none.</summary>
    public RecheckDraw? Recheck => DrawAct is { } act ? EngineJson.Read<RecheckDraw>(act.Content) : null;

    /// <summary>Answers of that draw.</summary>
    public IReadOnlySet<string> Drawn => DrawAct is { } act ? AnswerSigns.Unpack(act.Signs).ToHashSet(StringComparer.Ordinal) : new HashSet<string>();

    private ReviewAct? DrawAct => Acts.LastOrDefault(act => act.Kind == ReviewActKind.Recheck);

    public AnswerState StateOf(string sign) => decided.GetValueOrDefault(sign)?.State ?? AnswerState.New;

    /// <summary>The survey's own state of an answer; <c>null</c> for none.</summary>
    public OwnState? OwnOf(string sign) => decided.GetValueOrDefault(sign) is { } act ? OwnOf(act) : null;

    /// <summary>The survey's own state that was decided on; <c>null</c> for none.</summary>
    public OwnState? OwnOf(ReviewAct act) => act.Kind == ReviewActKind.Decide ? Thresholds.OwnStates.FirstOrDefault(state => state.Code == act.Content) : null;

    /// <summary>Codes of the survey's own states that were ever decided on.</summary>
    public IReadOnlySet<string> UsedStates => Acts.Where(act => act.Kind == ReviewActKind.Decide && act.Content.Length > 0).Select(act => act.Content).ToHashSet(StringComparer.Ordinal);

    /// <summary>Corrections in force, in their order.</summary>
    internal IEnumerable<Guid> CorrectionsOf(string sign) => corrections.GetValueOrDefault(sign) ?? [];

    /// <summary>Whether an act can be taken back: a decision or a correction that was not yet.</summary>
    public bool CanUndo(ReviewAct act) => act.Kind is ReviewActKind.Decide or ReviewActKind.Correct && !undone.Contains(act.Number);

    /// <summary>Every act on one answer, with those that were taken back.</summary>
    public IEnumerable<ReviewAct> ActsOn(string sign) => Acts.Where(act => act.Kind is ReviewActKind.Decide or ReviewActKind.Correct && AnswerSigns.Unpack(act.Signs).Contains(sign));
}

/// <summary>A draw of answers to be checked again, as it can be repeated.</summary>
/// <param name="Share">Of all answers that may be shown.</param>
/// <param name="FrameHash">Of their signs.</param>
/// <param name="Version">Of the drawing method.</param>
public sealed record RecheckDraw(double Share, ulong Seed, string FrameHash, int Version);

/// <summary>What was corrected in an answer. The original stays as it came; this is applied on top of it.</summary>
/// <param name="Key">Of the question.</param>
/// <param name="Before">What stood there; empty for no answer.</param>
public sealed record AnswerCorrection(string Key, string Before, string After);
