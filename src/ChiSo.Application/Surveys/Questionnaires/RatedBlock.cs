namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>The part of a questionnaire that is asked once for each of several units on one form: a repeat that looks like <see cref="Appearance"/>.</summary>
public static class RatedBlock
{
    public const string Appearance = "rated-units";

    /// <summary><c>null</c> in a questionnaire about one unit.</summary>
    public static Section? Of(Questionnaire form) => form.All().OfType<Section>().FirstOrDefault(section => section.Repeat is not null && section.Appearance.Split(' ').Contains(Appearance));

    /// <summary>The questionnaire as it reads for one unit: the block is a plain group, and so every answer about a unit has the same questions.</summary>
    public static Questionnaire ForOne(Questionnaire form) => Of(form) is { } block ? form with { Items = [.. form.Items.Select(item => ForOne(item, block))] } : form;

    private static FormItem ForOne(FormItem item, Section block) => item switch
    {
        Section section when ReferenceEquals(section, block) => section with { Repeat = null },
        Section section => section with { Items = [.. section.Items.Select(part => ForOne(part, block))] },
        _ => item,
    };
}
