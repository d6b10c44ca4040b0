using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One paper form: both keyings side by side, settled field by field with the paper at hand.</summary>
public sealed class PaperFormPage(Installation installation, Texts texts) : PaperPage(installation, texts)
{
    private const string Other = "other";

    [FromRoute]
    public string Number { get; set; } = "";

    public PaperForm Found { get; private set; } = null!; // set before the page is rendered

    /// <summary>What was chosen before it was refused, by column: first, second, or other.</summary>
    public ImmutableDictionary<string, string> Picked { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What was written beside "other".</summary>
    public ImmutableDictionary<string, string> Written { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether this person may settle: a third one.</summary>
    public bool IsThird => Found.Keyings.All(keying => keying.Person != Person.Id);

    /// <summary>Columns that anybody filled in, in the order of the questionnaire.</summary>
    public IEnumerable<string> Columns => Found.Acts.SelectMany(act => act.Values.Keys).Distinct(StringComparer.Ordinal).OrderBy(key => Order.IndexOf(key.Split('~')[0])).ThenBy(key => key, StringComparer.Ordinal);

    protected override bool MayRead => MaySettle;

    private ImmutableArray<string> Order => [.. Live.Form.Questions().Select(question => question.Name)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSettleAsync(int seen, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var fields = await Request.ReadFormAsync(cancel);
        Picked = fields.Where(field => field.Key.StartsWith("c.", StringComparison.Ordinal)).ToImmutableDictionary(field => field.Key[2..], field => field.Value.ToString());
        Written = fields.Where(field => field.Key.StartsWith("o.", StringComparison.Ordinal)).ToImmutableDictionary(field => field.Key[2..], field => field.Value.ToString());
        var chosen = Found.Disagreements.Where(one => Picked.ContainsKey(one.Column)).Select(one => KeyValuePair.Create(one.Column, ChosenOf(one)));
        var settled = await Installation.PaperDesk.SettleAsync(Survey, new(Number, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, chosen), seen), Person, cancel);
        return settled.TryGet(out _) ? LocalRedirect(Home) : Refused(settled.Problems);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(int keying, string? reason, int seen, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var done = await Installation.PaperDesk.WithdrawAsync(Survey, new(Number, keying, reason ?? "", seen), Person, cancel);
        return done.TryGet(out _) ? LocalRedirect($"{Home}/forms/{Number}") : Refused(done.Problems);
    }

    /// <summary>A value of a column as it is keyed.</summary>
    public string Code(string column, string value) => Live.Form.Questions().FirstOrDefault(question => question.Name == column.Split('~')[0]) is { } question ? PaperCodes.Write(Live.Form, question, value) : value;

    /// <summary>The same as people read it.</summary>
    public string Show(string column, string value) => column == "unit" ? SurveyNames.Unit(Live, value) : CleaningTexts.Value(Live, column, value, Said);

    /// <summary>What may be written beside "other".</summary>
    public ImmutableArray<(string Code, string Meaning)> CodesOf(string column) => column == "unit" ? [.. Live.Declaration.Units.Select(unit => (unit.Code, unit.Name))]
        : Live.Form.Questions().FirstOrDefault(question => question.Name == column.Split('~')[0]) is { } question ? PaperField.CodesOf(Live, question, Said) : [];

    private string ChosenOf(Disagreement one) => Picked[one.Column] switch
    {
        Other => Written.GetValueOrDefault(one.Column, ""),
        "second" => Code(one.Column, one.Second),
        _ => Code(one.Column, one.First),
    };

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Paper_Form", Number], cancel) || await Installation.PaperDesk.FindAsync(Live, Number, cancel) is not { } found)
            return false;
        Found = found;
        return true;
    }
}
