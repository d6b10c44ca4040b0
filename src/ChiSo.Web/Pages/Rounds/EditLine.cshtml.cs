using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Rounds;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One line of a criteria set that is being changed: its fields, what is wrong with each, and what its rule gives for figures typed to try.</summary>
public sealed class EditLinePage(Installation installation, TimeProvider clock, Texts texts) : SetEditingPage(installation, clock, texts)
{
    private Dictionary<string, string> fields = [];
    private ImmutableDictionary<string, string> stored = ImmutableDictionary<string, string>.Empty;

    /// <summary>Empty rows below those that are filled.</summary>
    public const int Spare = 2;

    /// <summary><c>null</c> for a new one.</summary>
    public CriteriaNode? Line { get; private set; }

    /// <summary>The mark of the line as it is now.</summary>
    public string Seen => Line is null ? "" : SetTree.MarkOf(Edited.Tree, Line);

    /// <summary>Whether somebody else saved other content while this form was filled in.</summary>
    public bool IsClash => Problems.Any(problem => problem.Code == "edit.overtaken");

    /// <summary>The line as it is typed; <c>null</c> while it can't be read.</summary>
    public CriteriaNode? Read { get; private set; }

    /// <summary>What the rule gives for what was typed to try it; <c>null</c> when nothing was.</summary>
    public Explained? Tried { get; private set; }

    public EntryForm? Trial => Read?.Scoring is null ? null : Request.HasFormContentType ? EntryForm.Of(Read, Request.Form) : EntryForm.Of(Read, position: null, Texts.Tongue);

    private DecimalMark Mark => Texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;

    /// <summary>What stands in a field: as typed, else as stored.</summary>
    public string Value(string column) => Request.HasFormContentType && Request.Form.ContainsKey(column) ? this.Typed(column) : stored.GetValueOrDefault(column, "");

    /// <summary>What somebody else saved in a field meanwhile; <c>null</c> where nothing differs.</summary>
    public string? Theirs(string column) => IsClash && stored.GetValueOrDefault(column, "") is var theirs && NfcText.Clean(this.Typed(column)) != theirs ? theirs : null;

    /// <summary>What is wrong with a field: as typed, else with what is stored.</summary>
    public IEnumerable<Problem> Wrong(string column) =>
        Request.HasFormContentType ? Problems.Where(problem => problem.Where == column) : Line is null ? [] : Edited.ProblemsOf(Line).Where(problem => problem.Where == $"{Line.Code}:{column}");

    /// <summary>For <c>aria-invalid</c> of the fields of a place.</summary>
    public string? Invalid(string place) => Wrong(place).Any() ? "true" : null;

    /// <summary>Where it is said what is wrong, for <c>aria-describedby</c>.</summary>
    public string? Told(string place) => Wrong(place).Any() ? place + "-wrong" : null;

    /// <summary>Problems that stand at no field.</summary>
    public IReadOnlyCollection<Problem> Others => [.. Problems.Where(problem => !LineForm.Columns.Contains(problem.Where) && !TypedLine.IsField(problem.Where))];

    /// <summary>The kind of rule whose parameters are asked for; empty for none.</summary>
    public string RuleKind => Value("rule_kind");

    /// <summary>The fields of figures, rule and examples: as typed, else as stored.</summary>
    public IReadOnlyDictionary<string, string> LeafTyped => Request.HasFormContentType ? fields : stored;

    /// <summary>What was typed for other kinds of rule, so that going back to one finds it again.</summary>
    public IEnumerable<KeyValuePair<string, string>> RuleKept => LeafTyped.Where(one => RuleForm.IsField(one.Key) && one.Value.Length > 0 && !RuleFields.Hold(RuleKind, one.Key));

    /// <summary>The rule somebody else saved meanwhile; <c>null</c> where it is the one typed.</summary>
    public Words? TheirRule => IsClash && Line?.Scoring is { } scoring && (Read?.Scoring is not { } mine || RuleText.Format(mine.Rule) != RuleText.Format(scoring.Rule)) ? RuleWords.Of(scoring, Line.Max) : null;

    /// <summary>The figures somebody else saved meanwhile; <c>null</c> where they are those typed.</summary>
    public string? TheirFigures => IsClash && Line?.Scoring is { } scoring && FigureText.Format(scoring.Figures) is var theirs && theirs != FigureText.Format(Read?.Scoring?.Figures ?? []) ? theirs : null;

    /// <summary>The worked examples somebody else saved meanwhile; <c>null</c> where they are those typed.</summary>
    public Words? TheirExamples => IsClash && Line?.Scoring is { } scoring && (Read?.Scoring is not { } mine || ExampleText.Format(mine) != ExampleText.Format(scoring)) ? ExampleWords.Of(scoring) : null;

    /// <summary>The letters formulas and examples may use, with what they count.</summary>
    public IEnumerable<Figure> Letters => FigureForm.LettersOf(LeafTyped);

    /// <summary>What a cell of an example asks for.</summary>
    public string ExampleLabel(string cell) => cell switch
    {
        ExampleForm.Answer => Texts["Example_Answer"],
        ExampleForm.Direct => Texts["Line_Points"],
        ExampleForm.Items => Texts["Line_Items"],
        ExampleForm.Best => Texts["Example_Best"],
        _ => Letters.Where(letter => ExampleForm.CellOf(letter.Name) == cell).Select(letter => $"{letter.Name} · {letter.Meaning}").First(), // every other cell is that of a letter
    };

    /// <summary>The answers an example may have.</summary>
    /// <param name="chosen">Stays offered where the rule has it no longer.</param>
    public IEnumerable<(string Value, string Words)> ExampleAnswers(string chosen)
    {
        IEnumerable<(string Value, string Words)> offered = RuleKind == "yes_no" ? [("1", Texts["Line_Yes"]), ("0", Texts["Line_No"])]
            : RuleForm.Rows(RuleForm.Option).Of(LeafTyped).Select(row => row.GetValueOrDefault("label", "")).Where(label => label.Length > 0).Append(chosen).Where(label => label.Length > 0).Distinct().Select(label => (label, label));
        return offered.Prepend(("", Texts["Example_NoAnswer"]));
    }

    /// <summary>The choices of a field, each with its words.</summary>
    public IEnumerable<(string Code, string Words)> Choices(string column) => column switch
    {
        "parent" => [("", Texts["Edit_NoParent"]), .. Edited.Tree.Nodes().Where(node => Line is null || Line.SelfAndBelow().All(own => own.Code != node.Code)).Select(node => (node.Code.Value, $"{node.Number} {Texts.Say(node.Name)}"))],
        "part" => TypedLine.Parts.Select(part => (part.Code, Texts["Part_" + part.Value])),
        "supplied_by" => TypedLine.Suppliers.Select(one => (one.Code, Texts["Supplier_" + one.Value])),
        "rule_kind" => [("", Texts["Edit_NoRule"]), .. TypedLine.Kinds.Select(kind => (kind, Texts["RuleKind_" + kind]))],
        "no_task" => [("", Texts["Edit_NoTaskNo"]), ("max", Texts["Edit_NoTaskMax"])],
        "evidence_rule" => [("", Texts.Say(EvidenceRuleWords.Of(null))), .. TypedLine.EvidenceRules.Select(one => (one.Code, Texts.Say(EvidenceRuleWords.Of(one.Value))))],
        _ => [("", Texts["Edit_NeverNotApplicable"]), .. TypedLine.Effects.Select(one => (one.Code, Texts["Effect_" + one.Value]))],
    };

    public async Task<IActionResult> OnGetAsync(string round, string block, string? line, string? under, CancellationToken cancel)
    {
        if (!await ReadLineAsync(round, block, line, cancel))
            return NotFound();
        if (line is null)
            stored = Fresh(under ?? "");
        Read = Line;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string round, string block, string? line, string? seen, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadLineAsync(round, block, line, cancel))
            return NotFound();
        ReadTyped();
        var done = await Installation.SetEditing.SaveAsync(round, block, new(line, TypedCells(), Mark, seen ?? ""), change, cancel);
        return await AnswerAsync(done, SetAddress.OfEditing(round, block) + $"#l-{Uri.EscapeDataString(this.Typed("code").Trim())}", () => ReadLineAsync(round, block, line, cancel));
    }

    /// <summary>The fields of the kind of rule that was chosen, with room for more rows. Saves nothing.</summary>
    /// <param name="drop">A row to be taken out.</param>
    public async Task<IActionResult> OnPostKindAsync(string round, string block, string? line, string? drop, CancellationToken cancel)
    {
        if (Change is null || !await ReadLineAsync(round, block, line, cancel))
            return NotFound();
        ReadTyped(drop);
        return Page();
    }

    /// <summary>Saves nothing.</summary>
    public async Task<IActionResult> OnPostTryAsync(string round, string block, string? line, CancellationToken cancel)
    {
        if (Change is null || !await ReadLineAsync(round, block, line, cancel))
            return NotFound();
        Problems = ReadTyped();
        if (Read is { Scoring: { } leaf } && Trial is { IsEmpty: false } trial)
        {
            var entry = EntryText.Parse(trial.ToText(), leaf, Mark, "try");
            Problems = [.. Problems, .. entry.Problems];
            Tried = entry.TryGet(out var typed) ? SheetPoints.Explain(Read, typed) : null;
        }

        return Problems.IsEmpty ? Page() : Refused(Problems);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string round, string block, string? line, string? tree, CancellationToken cancel)
    {
        if (Change is not { } change || line is null || !await ReadLineAsync(round, block, line, cancel))
            return NotFound();
        return await AnswerAsync(await Installation.SetEditing.RemoveAsync(round, block, line, tree ?? "", change, cancel), SetAddress.OfEditing(round, block), () => ReadLineAsync(round, block, line, cancel));
    }

    private Dictionary<string, string> TypedCells() => LineForm.Columns.Where(Request.Form.ContainsKey).Select(column => KeyValuePair.Create(column, this.Typed(column))).Concat(fields).ToDictionary();

    private ImmutableArray<Problem> ReadTyped(string? drop = null)
    {
        fields = this.TypedRows(TypedLine.IsField, drop);
        var read = TypedLine.Read(TypedCells(), Mark);
        Read = read.TryGet(out var typed) ? typed : null;
        return read.Problems;
    }

    /// <summary>A new line under another, with the number that comes next.</summary>
    private ImmutableDictionary<string, string> Fresh(string under)
    {
        var parent = SetTree.Find(Edited.Tree, under);
        var next = (parent?.Children ?? Edited.Tree.Roots).Length + 1;
        return new Dictionary<string, string>
        {
            ["parent"] = parent?.Code.Value ?? "",
            ["printed_no"] = parent is null ? $"{next}" : $"{parent.Number}.{next}",
            ["code"] = parent is null ? "" : $"{parent.Code}_{next}",
        }.ToImmutableDictionary();
    }

    private async Task<bool> ReadLineAsync(string round, string block, string? line, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, Texts[line is null ? "Edit_NewLine" : "Edit_Line"], cancel))
            return false;
        Line = line is null ? null : SetTree.Find(Edited.Tree, line);
        if (Line is not null)
            stored = TypedLine.Of(Line, SetTree.ParentOf(Edited.Tree, Line.Code.Value), Mark).AddRange(Line.Scoring is { } scoring ? TypedLine.Of(scoring, Mark) : []);
        return line is null || Line is not null;
    }
}
