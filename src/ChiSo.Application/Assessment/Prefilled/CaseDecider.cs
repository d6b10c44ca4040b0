namespace ChiSo.Application.Assessment;

/// <summary>Who decides an open case about a pre-filled figure.</summary>
public enum CaseDecider
{
    /// <summary>An appraiser of the line's agency.</summary>
    Appraiser,

    /// <summary>The council with the line, since the agency has no appraiser but whoever filled the figure in, and nobody decides about a figure of their own. Once the agency names another appraiser, that person does.</summary>
    CouncilInsteadOfLoader,

    /// <summary>The council with the line, since the appraisal ended before anybody decided.</summary>
    CouncilAfterAppraisal,

    /// <summary>Nobody any more: the council has concluded on the line.</summary>
    Concluded,
}
