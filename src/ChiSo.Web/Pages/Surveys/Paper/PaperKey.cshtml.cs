using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One paper form keyed from field to field. Nothing here tells what anybody else keyed.</summary>
[RequestFormLimits(ValueCountLimit = 8192)]
public sealed class PaperKeyPage(Installation installation, Texts texts) : PaperPage(installation, texts)
{
    private const string Prefix = "a.";

    private TypedForm typed = new("", "", "", ImmutableSortedDictionary<string, string>.Empty);

    public ImmutableArray<string> Strata { get; private set; } = [];

    public PaperReading Reading { get; private set; } = null!; // set before the page is rendered

    public string Number => typed.Number;

    public string Unit => typed.Unit;

    public string Stratum => typed.Stratum;

    /// <summary>What became of the form before; <c>null</c> for none.</summary>
    public PaperKeyed? Done { get; private set; }

    /// <summary>Whether whoever keys is asked to look at the paper again and say that it stands so.</summary>
    public bool AsksPaper { get; private set; }

    public IEnumerable<PaperField> Fields => PaperReading.Fields(Reading.Filling).Select(one => PaperField.Of(Live, one.Question, one.Turn, typed.Typed.GetValueOrDefault(new AnswerKey(one.Question.Name, one.Turn).ToString(), ""), Problems, Said));

    /// <summary>Repeats a turn can be added to, with how many are shown.</summary>
    public IEnumerable<(Section Repeat, int Turns)> Repeats => Live.Form.All().OfType<Section>().Where(section => section.Repeat is { Count: null }).Select(repeat => (repeat, Reading.Filling.TurnsOf(repeat)));

    protected override bool MayRead => MayKey;

    public async Task<IActionResult> OnGetAsync(PaperKeyed? done, string? form, string? unit, string? stratum, CancellationToken cancel)
    {
        (typed, Done) = (new(form ?? "", unit ?? "", stratum ?? "", ImmutableSortedDictionary<string, string>.Empty), done);
        return await ShowAsync(cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var fields = await Request.ReadFormAsync(cancel);
        var wish = fields["do"].ToString();
        var answers = fields.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(field => KeyValuePair.Create(field.Key[Prefix.Length..], field.Value.ToString()));
        typed = new(fields["form"].ToString(), fields["unit"].ToString(), fields["stratum"].ToString(), ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, answers), fields["paper"] == "on");
        if (wish.StartsWith("add:", StringComparison.Ordinal))
            typed = typed with { Typed = typed.Typed.SetItem(wish["add:".Length..], More(wish["add:".Length..])) };
        if (!await ShowAsync(cancel))
            return NotFound();
        if (wish != "save")
            return Page();
        if (!Reading.Problems.IsEmpty)
        {
            AsksPaper = Reading.OnPaper;
            return Refused(Reading.Problems);
        }

        var keyed = await Installation.PaperDesk.KeyAsync(Survey, typed, Person, cancel);
        return keyed.TryGet(out var became)
            ? LocalRedirect($"{Home}/key{QueryString.Create(new Dictionary<string, string?> { ["done"] = became.ToString(), ["form"] = typed.Number.Trim(), ["unit"] = typed.Unit, ["stratum"] = typed.Stratum })}")
            : Refused(keyed.Problems);
    }

    private string More(string repeat) => int.TryParse(typed.Typed.GetValueOrDefault(repeat, "1"), NumberStyles.None, CultureInfo.InvariantCulture, out var turns) ? Math.Min(turns + 1, Filling.MostTurns).ToString(CultureInfo.InvariantCulture) : "1";

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Paper_Key"], cancel))
            return false;
        Strata = await Installation.PaperDesk.StrataAsync(Live, cancel);
        Reading = await Installation.PaperDesk.ReadAsync(Live, typed, cancel);
        return true;
    }
}
