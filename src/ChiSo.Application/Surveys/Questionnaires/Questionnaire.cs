using System.Collections.Immutable;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>A questionnaire ("phiếu hỏi"): what is asked, in which order and languages, and how answers become an index.</summary>
/// <param name="Code"><c>form_id</c>: the same over the years.</param>
/// <param name="Version">Text; newer ones sort later by agreement only.</param>
/// <param name="Languages">As columns name them; one empty name when the columns carry none.</param>
public sealed record Questionnaire(string Code, string Version, Translated Title, ImmutableArray<string> Languages)
{
    /// <summary>The most pictures one may ask for.</summary>
    public const int MostPictures = 3;

    /// <summary>One of <see cref="Languages"/>.</summary>
    public required string DefaultLanguage { get; init; }

    public required ImmutableArray<FormItem> Items { get; init; }

    public required ImmutableArray<ChoiceList> Lists { get; init; }

    /// <summary>From the top; empty when no question feeds an index.</summary>
    public required ImmutableArray<Factor> Factors { get; init; }

    /// <summary>How answers become the index.</summary>
    public IndexFormula Formula { get; init; } = IndexFormula.Plain;

    public ChoiceList? List(string? name) => Lists.FirstOrDefault(list => list.Name == name);

    /// <summary>A text of it, for those who read Vietnamese or English.</summary>
    public Words Say(Translated text) => new(text.In(LanguageOf("vi")), text.In(LanguageOf("en")));

    /// <summary>One of <see cref="Languages"/> by its code, such as <c>en</c>; the default where there is none.</summary>
    public string LanguageOf(string code) => Languages.FirstOrDefault(language => language.EndsWith($"({code})", StringComparison.Ordinal)) ?? DefaultLanguage;

    /// <summary>Every item, groups before what they hold.</summary>
    public IEnumerable<FormItem> All() => Items.SelectMany(item => item.All());

    public IEnumerable<Question> Questions() => All().OfType<Question>();

    /// <summary>Whether it asks for a picture.</summary>
    public bool AsksPictures => Questions().Any(question => question.Kind == QuestionKind.Picture);
}

/// <summary>A row of a questionnaire, or a group of rows.</summary>
/// <param name="Name">Unique in the questionnaire; the column of the answers, the same over the years.</param>
/// <param name="Relevant">Asked only where this is true; <c>null</c>: always.</param>
/// <param name="Where">The cell of its name, for messages.</param>
public abstract record FormItem(string Name, Translated Label, FormExpression? Relevant, string Where)
{
    /// <summary>What a form program is asked to look like (<c>likert</c>, <c>minimal</c>, <c>field-list</c>); empty for nothing.</summary>
    public string Appearance { get; init; } = "";

    public IEnumerable<FormItem> All() => this is Section section ? section.Items.SelectMany(item => item.All()).Prepend(this) : [this];
}

/// <summary>Questions under one heading.</summary>
/// <param name="Repeat"><c>null</c> for a group; else how often it is asked.</param>
public sealed record Section(string Name, Translated Label, FormExpression? Relevant, string Where, ImmutableArray<FormItem> Items, Turns? Repeat) : FormItem(Name, Label, Relevant, Where);

/// <summary>How often a repeat is asked.</summary>
/// <param name="Count"><c>null</c>: as often as the person adds one.</param>
public sealed record Turns(FormExpression? Count);

/// <summary>One question, note or calculation.</summary>
public sealed record Question(string Name, Translated Label, FormExpression? Relevant, string Where, QuestionKind Kind) : FormItem(Name, Label, Relevant, Where)
{
    /// <summary>The choices of a select; <c>null</c> for other kinds.</summary>
    public string? List { get; init; }

    public Translated Hint { get; init; } = Translated.None;

    public Requirement Required { get; init; } = Requirement.Never;

    public Translated RequiredMessage { get; init; } = Translated.None;

    /// <summary>What an answer must meet; <c>null</c>: nothing.</summary>
    public FormExpression? Constraint { get; init; }

    public Translated ConstraintMessage { get; init; } = Translated.None;

    public FormExpression? Calculation { get; init; }

    /// <summary>Which choices are offered; <c>null</c>: all.</summary>
    public FormExpression? ChoiceFilter { get; init; }

    /// <summary>Filled in before the person begins; empty for nothing.</summary>
    public string Default { get; init; } = "";

    /// <summary>For ranges only.</summary>
    public NumberRange? Range { get; init; }

    /// <summary>The factor ("yếu tố") of the index this feeds; <c>null</c>: none.</summary>
    public string? Factor { get; init; }

    /// <summary>Weight inside the factor, above zero.</summary>
    public decimal Weight { get; init; } = 1;

    /// <summary><c>false</c>: a high answer is a bad one ("were you asked for money?"), and the scale is turned before it counts.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>A core question ("câu hỏi cốt lõi"): every later version of the questionnaire asks it alike.</summary>
    public bool IsCore { get; init; }

    /// <summary>Whether a person answers it.</summary>
    public bool IsAsked => Kind is not (QuestionKind.Note or QuestionKind.Calculate);

    /// <summary>Whether it can be answered by typing or choosing: on pages, on paper, in files.</summary>
    public bool IsTyped => IsAsked && Kind != QuestionKind.Picture;

    /// <summary>Whether its answer may tell who gave it, and nothing is counted by it: a text of one's own, a picture.</summary>
    public bool IsFree => Kind is QuestionKind.Text or QuestionKind.Picture;
}

/// <summary>When a question must be answered.</summary>
/// <param name="Source">As written, for the export.</param>
/// <param name="When"><c>null</c>: <paramref name="Always"/> decides.</param>
public sealed record Requirement(string Source, bool Always, FormExpression? When)
{
    public static Requirement Never { get; } = new("", Always: false, When: null);
}

/// <param name="Step">Above zero; answers are <paramref name="Start"/> and whole steps from it, up to <paramref name="End"/>.</param>
public sealed record NumberRange(decimal Start, decimal End, decimal Step)
{
    /// <summary>The most answers a scale of the index may have: 0 to 10.</summary>
    public const int LongestScale = 11;

    /// <summary>Its answers as a scale, rising: two to <see cref="LongestScale"/> whole numbers from 0; empty where they are no such scale.</summary>
    public ImmutableArray<int> Scale()
    {
        var answers = (int)Math.Min(LongestScale + 1, Math.Floor((End - Start) / Step) + 1);
        return Start >= 0 && End <= int.MaxValue && decimal.IsInteger(Start) && decimal.IsInteger(Step) && answers is > 1 and <= LongestScale ? [.. Enumerable.Range(0, answers).Select(at => (int)(Start + (at * Step)))] : [];
    }
}

/// <summary>The options of a select.</summary>
public sealed record ChoiceList(string Name, ImmutableArray<Choice> Choices);

/// <param name="Name">What is stored; no spaces; unique in its list.</param>
/// <param name="IsNoOpinion">"Don't know", "does not concern me": leaves the denominator of the index.</param>
/// <param name="Columns">Further columns of the sheet, for choice filters.</param>
public sealed record Choice(string Name, Translated Label, bool IsNoOpinion, ImmutableSortedDictionary<string, string> Columns)
{
    /// <summary>0 to 100, where the index weighs options; <c>null</c> elsewhere.</summary>
    public decimal? Worth { get; init; }

    /// <summary>The cell of its worth, for messages.</summary>
    public string Where { get; init; } = "";
}

/// <summary>A factor of the index, or a part that holds factors.</summary>
/// <param name="Parent">The part above; <c>null</c> at the top.</param>
/// <param name="Weight">Against its siblings, above zero.</param>
public sealed record Factor(string Code, string? Parent, decimal Weight, Translated Label)
{
    /// <summary>How what is below it becomes one figure.</summary>
    public IndexPooling Pooling { get; init; } = IndexPooling.MeanOfParts;
}
